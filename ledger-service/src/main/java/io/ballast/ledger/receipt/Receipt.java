package io.ballast.ledger.receipt;

import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.receipt.ReceiptView.EntryPart;
import io.ballast.ledger.receipt.ReceiptView.ProofPart;
import io.ballast.ledger.receipt.ReceiptView.TransactionPart;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.Transaction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a receipt is made of.
 *
 * @param entries all of the transaction's
 * @param keyed the block that it is sealed in
 * @param chain the blocks after that one
 */
record Receipt(Transaction transaction, List<Entry> entries, KeyedBlock keyed, List<Block> chain) {

    /** The receipt for this caller; empty if the transaction is not among those that the block has sealed. */
    Optional<ReceiptView> view(Caller caller) {
        SealedTransaction sealed = sealed(caller.tenant());
        Salts salts = keyed.saltKey().salts();
        int index = keyed.sealed().leaves().indexOf(CanonicalForm.leaf(sealed, salts));
        return index < 0 ? Optional.empty() : Optional.of(view(caller, sealed, salts, index));
    }

    private ReceiptView view(Caller caller, SealedTransaction sealed, Salts salts, int index) {
        List<String> path = MerkleTree.of(keyed.sealed().leaves()).path(index).stream()
                .map(Hash::hex)
                .toList();
        return new ReceiptView(
                ReceiptView.FORMAT,
                sealed.tenant(),
                transactionPart(caller, sealed, salts),
                new ProofPart(index, path),
                BlockView.of(keyed.sealed().block()),
                chain.stream().map(BlockView::of).toList());
    }

    private TransactionPart transactionPart(Caller caller, SealedTransaction sealed, Salts salts) {
        Set<UUID> visible = entries.stream()
                .map(Entry::account)
                .filter(account -> AccountAccess.allows(caller, account))
                .map(account -> account.id())
                .collect(Collectors.toSet());
        List<EntryPart> parts = sealed.entries().stream()
                .map(entry -> entryPart(sealed, entry, salts, visible.contains(entry.accountId())))
                .toList();
        return new TransactionPart(
                sealed.id(), sealed.type(), sealed.asset(), sealed.assetScale(), sealed.completedAt(), parts);
    }

    private static EntryPart entryPart(SealedTransaction sealed, SealedEntry entry, Salts salts, boolean visible) {
        Hash salt = salts.of(sealed.id(), entry.accountId());
        BigDecimal amount = BigDecimal.valueOf(entry.amount(), sealed.assetScale());
        if (!visible) {
            String stateHash = CanonicalForm.state(sealed, entry, salt).hex();
            return new EntryPart(entry.accountId(), amount, null, null, null, stateHash);
        }
        BigDecimal balanceAfter = BigDecimal.valueOf(entry.balanceAfter(), sealed.assetScale());
        return new EntryPart(entry.accountId(), amount, entry.version(), balanceAfter, salt.hex(), null);
    }

    private SealedTransaction sealed(String tenant) {
        return new SealedTransaction(
                tenant,
                transaction.id(),
                transaction.type().wireName(),
                transaction.account().asset().code(),
                transaction.account().asset().scale(),
                transaction.completedAt(),
                entries.stream().map(Receipt::sealed).toList());
    }

    private static SealedEntry sealed(Entry entry) {
        return new SealedEntry(entry.account().id(), entry.version(), entry.amount(), entry.balanceAfter());
    }
}
