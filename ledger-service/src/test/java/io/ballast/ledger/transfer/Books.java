package io.ballast.ledger.transfer;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Accounts and transfers for tests of the rules. */
final class Books {

    static final Asset USD = new Asset("USD", 2, "US dollar");
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Books() {}

    static AccountState user(String id, long balance) {
        return state(Owner.user(id), AccountType.PERSONAL, USD, AccountStatus.ACTIVE, balance);
    }

    static AccountState system(long balance) {
        return state(Owner.SYSTEM, AccountType.SYSTEM, USD, AccountStatus.ACTIVE, balance);
    }

    static AccountState state(Owner owner, AccountType type, Asset asset, AccountStatus status, long balance) {
        Limits limits = type == AccountType.SYSTEM ? Limits.NONE : Limits.OF_OWNERS;
        return state(new Account(UUID.randomUUID(), owner, type, asset, status, limits, NOW), balance, 0);
    }

    static AccountState limited(String user, Limits limits, long balance, long held) {
        Account account = new Account(
                UUID.randomUUID(), Owner.user(user), AccountType.PERSONAL, USD, AccountStatus.ACTIVE, limits, NOW);
        return state(account, balance, held);
    }

    private static AccountState state(Account account, long balance, long held) {
        return new AccountState(account, balance, held, 7, 0, NOW);
    }

    static Transfer transfer(AccountState from, AccountState to, long units) {
        return transfer(from.account().id(), to.account().id(), units);
    }

    static Transfer transfer(UUID from, UUID to, long units) {
        return Transfer.of(
                TransactionIds.next(), TransactionType.TRANSFER, from, to, units, TransferNote.askedBy("user-a", null));
    }

    /** Each transfer by itself. */
    static List<Chain> chains(List<Transfer> transfers) {
        return transfers.stream().map(Chain::of).toList();
    }

    /** What the accounts hold after the postings. */
    static List<AccountState> after(Collection<AccountState> before, List<Posting> postings) {
        Map<UUID, AccountState> states = new HashMap<>();
        before.forEach(state -> states.put(state.account().id(), state));
        for (Posting.Accepted posting : new PostedBatch(postings, NOW).accepted()) {
            enter(states, posting.debit(), posting.transfer().released());
            enter(states, posting.credit(), 0);
        }
        return new ArrayList<>(states.values());
    }

    private static void enter(Map<UUID, AccountState> states, Entry entry, long released) {
        states.computeIfPresent(entry.account().id(), (id, state) -> state.after(entry.amount(), released));
    }
}
