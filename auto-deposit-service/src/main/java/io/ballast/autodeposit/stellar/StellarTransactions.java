package io.ballast.autodeposit.stellar;

import io.ballast.autodeposit.deposit.Attempt;
import io.ballast.autodeposit.deposit.Order;
import io.ballast.autodeposit.deposit.Outcomes.Source;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.stellar.sdk.AbstractTransaction;
import org.stellar.sdk.Account;
import org.stellar.sdk.FeeBumpTransaction;
import org.stellar.sdk.InvokeHostFunctionOperation;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.Memo;
import org.stellar.sdk.Network;
import org.stellar.sdk.SorobanDataBuilder;
import org.stellar.sdk.TimeBounds;
import org.stellar.sdk.Transaction;
import org.stellar.sdk.TransactionBuilder;
import org.stellar.sdk.TransactionPreconditions;
import org.stellar.sdk.xdr.DecoratedSignature;
import org.stellar.sdk.xdr.Signature;
import org.stellar.sdk.xdr.SorobanAuthorizationEntry;

/** Builds, checks and signs the transactions of deposits. No I/O. */
final class StellarTransactions {

    /** A contract's resources may cost so much at most: 10 XLM. */
    static final long MOST_RESOURCE_FEE = 100_000_000;

    /** So many times the usual offer is added when a fee is lifted. */
    private static final long LIFT = 1000;

    /** How much more each further attempt offers, and the most. */
    private static final int RAISE = 10;

    private static final int MOST_RAISES = 3;

    private final StellarSettings settings;
    private final Network network;
    private final String usdcContract;

    StellarTransactions(StellarSettings settings, String usdcContract) {
        this.settings = settings;
        this.network = new Network(settings.passphrase());
        this.usdcContract = usdcContract;
    }

    /** The call as it is simulated, which needs neither a true number nor a time. */
    String trial(Order order) {
        return new TransactionBuilder(new Account(order.account(), 0L), network)
                .setBaseFee(settings.inclusionFee())
                .addOperation(VaultCall.operation(order))
                .addPreconditions(within(0))
                .build()
                .toEnvelopeXdrBase64();
    }

    Attempt build(Order order, Needs needs, int number, long sequence, Source source) {
        long maxTime = source.closedAt() + settings.window().toSeconds();
        InvokeHostFunctionOperation call = (InvokeHostFunctionOperation) VaultCall.operation(order);
        Transaction transaction = new TransactionBuilder(new Account(order.account(), sequence - 1), network)
                .setBaseFee(offer(number) + needs.resourceFee())
                .addOperation(call.toBuilder().auth(auth(needs.auth())).build())
                .addPreconditions(within(maxTime))
                .setSorobanData(new SorobanDataBuilder(needs.transactionData())
                        .setResourceFee(needs.resourceFee())
                        .build())
                .build();
        return new Attempt(
                number,
                false,
                sequence,
                maxTime,
                source.ledger(),
                transaction.getFee(),
                transaction.toEnvelopeXdrBase64(),
                transaction.hashHex(),
                null,
                null,
                null);
    }

    private long offer(int number) {
        return settings.inclusionFee()
                * BigInteger.valueOf(RAISE)
                        .pow(Math.min(number - 1, MOST_RAISES))
                        .longValueExact();
    }

    /** The account itself pays more; the transaction inside stays what it is. */
    Attempt lift(Order order, Attempt attempt, int number) {
        Transaction inner = inner(decoded(attempt.signed()));
        FeeBumpTransaction bump = new FeeBumpTransaction.Builder(inner)
                .setBaseFee(attempt.fee() + LIFT * settings.inclusionFee())
                .setFeeAccount(order.account())
                .build();
        return new Attempt(
                number,
                true,
                attempt.sequence(),
                attempt.maxTime(),
                attempt.builtLedger(),
                bump.getFee(),
                bump.toEnvelopeXdrBase64(),
                bump.hashHex(),
                null,
                null,
                null);
    }

    Optional<String> deviation(Order order, Attempt attempt, String envelope) {
        try {
            return deviation(order, attempt, decoded(envelope))
                    ? Optional.of("transaction_deviates")
                    : Optional.empty();
        } catch (RuntimeException unreadable) {
            return Optional.of("transaction_unreadable");
        }
    }

    private boolean deviation(Order order, Attempt attempt, AbstractTransaction decoded) {
        boolean isLift = decoded instanceof FeeBumpTransaction;
        Transaction inner = inner(decoded);
        TimeBounds time = inner.getTimeBounds();
        return isLift != attempt.feeBump()
                || isLift && !((FeeBumpTransaction) decoded).getFeeAccount().equals(order.account())
                || !decoded.hashHex().equals(attempt.hash())
                || !settings.vaults().contains(order.vault())
                || !inner.getSourceAccount().equals(order.account())
                || inner.getSequenceNumber() != attempt.sequence()
                || inner.getMemo() != null && !inner.getMemo().equals(Memo.none())
                || time == null
                || !time.getMaxTime().equals(BigInteger.valueOf(attempt.maxTime()))
                || inner.getOperations().length != 1
                || !VaultCall.is(order, inner.getOperations()[0], usdcContract);
    }

    Optional<String> sign(Order order, Attempt attempt, byte[] signature) {
        AbstractTransaction transaction = decoded(attempt.unsigned());
        KeyPair account = KeyPair.fromAccountId(order.account());
        if (signature.length != 64 || !account.verify(transaction.hash(), signature)) {
            return Optional.empty();
        }
        transaction.addSignature(new DecoratedSignature.Builder()
                .hint(account.getSignatureHint())
                .signature(new Signature(signature))
                .build());
        return Optional.of(transaction.toEnvelopeXdrBase64());
    }

    private AbstractTransaction decoded(String envelope) {
        try {
            return AbstractTransaction.fromEnvelopeXdr(envelope, network);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("not an envelope", unreadable);
        }
    }

    private static Transaction inner(AbstractTransaction transaction) {
        return transaction instanceof FeeBumpTransaction bump ? bump.getInnerTransaction() : (Transaction) transaction;
    }

    private static List<SorobanAuthorizationEntry> auth(List<String> entries) {
        return entries.stream().map(StellarTransactions::auth).toList();
    }

    private static SorobanAuthorizationEntry auth(String entry) {
        try {
            return SorobanAuthorizationEntry.fromXdrByteArray(
                    Base64.getDecoder().decode(entry));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("not an authorisation", unreadable);
        }
    }

    private static TransactionPreconditions within(long maxTime) {
        return TransactionPreconditions.builder()
                .timeBounds(new TimeBounds(0, maxTime))
                .build();
    }
}
