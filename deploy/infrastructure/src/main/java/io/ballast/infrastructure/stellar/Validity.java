package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellar.sdk.AbstractTransaction;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.LedgerBounds;
import org.stellar.sdk.TimeBounds;
import org.stellar.sdk.xdr.DecoratedSignature;
import org.stellar.sdk.xdr.Operation;
import org.stellar.sdk.xdr.OperationType;
import org.stellar.sdk.xdr.TransactionResultCode;

/** Whether a transaction may be part of the next ledger. */
final class Validity {

    private static final int MAX_OPERATIONS = 100;

    private final State state;
    private final Rules rules;
    private final long closeTime;

    /** @param closeTime of the ledger that it would be part of, in seconds */
    Validity(State state, Rules rules, long closeTime) {
        this.state = state;
        this.rules = rules;
        this.closeTime = closeTime;
    }

    /** Why it may not, looking at everything but the signatures. */
    Optional<TransactionResultCode> refusal(Candidate candidate) {
        return formRefusal(candidate)
                .or(() -> timeRefusal(candidate))
                .or(() -> feeRefusal(candidate))
                .or(() -> sourceRefusal(candidate));
    }

    private Optional<TransactionResultCode> formRefusal(Candidate candidate) {
        List<Operation> operations = candidate.operations();
        if (operations.isEmpty()) {
            return Optional.of(TransactionResultCode.txMISSING_OPERATION);
        }
        boolean contract = operations.stream().anyMatch(Validity::isInvocation);
        if (contract && (operations.size() > 1 || candidate.inner().getSorobanData() == null)) {
            return Optional.of(TransactionResultCode.txSOROBAN_INVALID);
        }
        boolean known = operations.stream()
                .allMatch(each -> Operations.isSupported(each.getBody().getDiscriminant()));
        return known && operations.size() <= MAX_OPERATIONS
                ? Optional.empty()
                : Optional.of(TransactionResultCode.txNOT_SUPPORTED);
    }

    private Optional<TransactionResultCode> timeRefusal(Candidate candidate) {
        TimeBounds time = candidate.inner().getTimeBounds();
        LedgerBounds ledgers = candidate.inner().getPreconditions().getLedgerBounds();
        int next = state.ledger() + 1;
        if (time != null && isBefore(closeTime, time.getMinTime())
                || ledgers != null && next < ledgers.getMinLedger()) {
            return Optional.of(TransactionResultCode.txTOO_EARLY);
        }
        boolean late = time != null
                && time.getMaxTime().signum() > 0
                && time.getMaxTime().compareTo(BigInteger.valueOf(closeTime)) < 0;
        boolean lateLedger = ledgers != null && ledgers.getMaxLedger() > 0 && next >= ledgers.getMaxLedger();
        return late || lateLedger ? Optional.of(TransactionResultCode.txTOO_LATE) : Optional.empty();
    }

    private Optional<TransactionResultCode> feeRefusal(Candidate candidate) {
        return candidate.maxFee() < fee(candidate)
                ? Optional.of(TransactionResultCode.txINSUFFICIENT_FEE)
                : Optional.empty();
    }

    /** What the ledger takes for it. */
    long fee(Candidate candidate) {
        return rules.baseFee() * candidate.feeOperations() + candidate.resourceFee();
    }

    private Optional<TransactionResultCode> sourceRefusal(Candidate candidate) {
        Optional<Account> source = state.account(candidate.source());
        Optional<Account> payer = state.account(candidate.feeSource());
        if (source.isEmpty() || payer.isEmpty()) {
            return Optional.of(TransactionResultCode.txNO_ACCOUNT);
        }
        if (candidate.inner().getSequenceNumber() != source.get().sequence() + 1) {
            return Optional.of(TransactionResultCode.txBAD_SEQ);
        }
        return Reserve.available(payer.get()) < fee(candidate)
                ? Optional.of(TransactionResultCode.txINSUFFICIENT_BALANCE)
                : Optional.empty();
    }

    /** Why its signatures do not do: each source must have signed, and nobody else. Each account has one key: its own. */
    static Optional<TransactionResultCode> signatureRefusal(Candidate candidate) {
        Set<String> signers = new LinkedHashSet<>(List.of(candidate.source()));
        candidate.operations().forEach(each -> signers.add(Operations.source(each, candidate.source())));
        Optional<TransactionResultCode> inner = signatureRefusal(candidate.inner(), signers);
        return inner.isPresent() || !candidate.isFeeBump()
                ? inner
                : signatureRefusal(candidate.outer(), Set.of(candidate.feeSource()));
    }

    private static Optional<TransactionResultCode> signatureRefusal(AbstractTransaction signed, Set<String> signers) {
        byte[] hash = signed.hash();
        List<DecoratedSignature> unused = new ArrayList<>(signed.getSignatures());
        for (String signer : signers) {
            KeyPair key = KeyPair.fromAccountId(signer);
            if (!unused.removeIf(signature -> isBy(key, hash, signature))) {
                return Optional.of(TransactionResultCode.txBAD_AUTH);
            }
        }
        return unused.isEmpty() ? Optional.empty() : Optional.of(TransactionResultCode.txBAD_AUTH_EXTRA);
    }

    private static boolean isBy(KeyPair key, byte[] hash, DecoratedSignature signature) {
        return Arrays.equals(
                        key.getSignatureHint().getSignatureHint(),
                        signature.getHint().getSignatureHint())
                && key.verify(hash, signature.getSignature().getSignature());
    }

    private static boolean isInvocation(Operation operation) {
        return operation.getBody().getDiscriminant() == OperationType.INVOKE_HOST_FUNCTION;
    }

    private static boolean isBefore(long time, BigInteger bound) {
        return BigInteger.valueOf(time).compareTo(bound) < 0;
    }
}
