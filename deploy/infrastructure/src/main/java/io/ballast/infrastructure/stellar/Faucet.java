package io.ballast.infrastructure.stellar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.stellar.sdk.Account;
import org.stellar.sdk.Asset;
import org.stellar.sdk.ChangeTrustAsset;
import org.stellar.sdk.ChangeTrustOperation;
import org.stellar.sdk.CreateAccountOperation;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.Operation;
import org.stellar.sdk.PaymentOperation;
import org.stellar.sdk.TimeBounds;
import org.stellar.sdk.Transaction;
import org.stellar.sdk.TransactionBuilder;
import org.stellar.sdk.TransactionPreconditions;

/** Gives coins and USDC to whoever asks, by real transactions of the network's own accounts. */
final class Faucet {

    private static final String COINS = "10000";
    private static final String MAX_LIMIT = "922337203685.4775807";
    private static final int DECIMALS = 7;
    private static final long FEE = 10_000;
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final Chain chain;
    private final Runnable closing;

    /** @param closing closes a ledger where none are closed by themselves */
    Faucet(Chain chain, Runnable closing) {
        this.chain = chain;
        this.closing = closing;
    }

    /** Creates the account; whether it did. One that is there already gets nothing. */
    AppliedTransaction create(String account) {
        Operation creation = new CreateAccountOperation.Builder(account, COINS)
                .setSourceAccount(SandboxNetwork.FRIENDBOT.getAccountId())
                .build();
        return apply(SandboxNetwork.FRIENDBOT, List.of(creation), List.of());
    }

    /**
     * Creates the account with a trustline for USDC, and gives it so much.
     *
     * @param units in the smallest unit; zero leaves the trustline empty
     */
    AppliedTransaction open(KeyPair owner, long units) {
        String account = owner.getAccountId();
        Operation creation = new CreateAccountOperation.Builder(account, COINS).build();
        Operation trust = new ChangeTrustOperation.Builder(
                        ChangeTrustAsset.create(Asset.create(SandboxNetwork.USDC)), MAX_LIMIT)
                .setSourceAccount(account)
                .build();
        if (units == 0) {
            return apply(SandboxNetwork.FRIENDBOT, List.of(creation, trust), List.of(owner));
        }
        return apply(
                SandboxNetwork.FRIENDBOT,
                List.of(creation, trust, payment(account, units)),
                List.of(owner, SandboxNetwork.USDC_ISSUER));
    }

    /** Gives an account with a trustline so much USDC. */
    AppliedTransaction mint(String account, long units) {
        return apply(SandboxNetwork.USDC_ISSUER, List.of(payment(account, units)), List.of());
    }

    boolean exists(String account) {
        return chain.look(view -> view.state().account(account).isPresent());
    }

    /** What the account has of USDC, in the smallest unit. */
    long usdc(String account) {
        return chain.look(view -> view.state()
                .trustLine(account, SandboxNetwork.USDC)
                .map(Entry.TrustLine::balance)
                .orElse(0L));
    }

    /** What the account has of the vault's shares. */
    long shares(String account) {
        return chain.look(view -> new Vault(view.state()).sharesOf(account).longValueExact());
    }

    /** The last sequence number that the account has used. */
    long sequence(String account) {
        return chain.look(view -> view.state().account(account).orElseThrow().sequence());
    }

    /** Hands in somebody's own transaction and waits until it is part of a ledger. */
    AppliedTransaction apply(String envelope) throws IOException {
        Candidate candidate = Candidate.of(envelope);
        Submission submission = chain.submit(candidate);
        if (!(submission instanceof Submission.Pending)) {
            throw new IllegalStateException(submission.toString());
        }
        return applied(candidate);
    }

    private static Operation payment(String account, long units) {
        String amount = BigDecimal.valueOf(units, DECIMALS).toPlainString();
        return new PaymentOperation.Builder(account, Asset.create(SandboxNetwork.USDC), amount)
                .setSourceAccount(SandboxNetwork.USDC_ISSUER.getAccountId())
                .build();
    }

    private AppliedTransaction apply(KeyPair source, List<Operation> operations, List<KeyPair> others) {
        Candidate candidate =
                chain.submitOwn(source.getAccountId(), sequence -> signed(source, sequence, operations, others));
        return applied(candidate);
    }

    private AppliedTransaction applied(Candidate candidate) {
        closing.run();
        try {
            return chain.await(candidate.hash(), BOUND)
                    .orElseThrow(() -> new IllegalStateException("the ledger did not close"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Candidate signed(KeyPair source, long sequence, List<Operation> operations, List<KeyPair> others) {
        Transaction transaction = new TransactionBuilder(
                        new Account(source.getAccountId(), sequence - 1), SandboxNetwork.NETWORK)
                .setBaseFee(FEE)
                .addOperations(operations)
                .addPreconditions(TransactionPreconditions.builder()
                        .timeBounds(new TimeBounds(0, 0))
                        .build())
                .build();
        transaction.sign(source);
        others.forEach(transaction::sign);
        try {
            return Candidate.of(transaction.toEnvelopeXdrBase64());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
