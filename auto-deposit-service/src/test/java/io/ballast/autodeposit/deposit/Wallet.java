package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.DatabaseFixture;
import io.ballast.autodeposit.KafkaFixture;
import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import io.ballast.autodeposit.http.LoopbackHttp;
import io.ballast.autodeposit.stellar.StellarChain;
import io.ballast.autodeposit.stellar.StellarSettings;
import io.ballast.autodeposit.stellar.TransferEvent;
import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.infrastructure.StellarSandbox;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellar.sdk.KeyPair;

/** A wallet on the sandbox that the service can sign for, and the events that chain-balance-service would publish of it. */
public final class Wallet {

    private static final AtomicInteger NEXT = new AtomicInteger(1);
    private static final int DECIMALS = 7;
    private static final int FAR = 100;

    public final UUID id = UUID.randomUUID();
    public final KeyPair key;
    public final String user;
    public final String tenant;
    private final StellarSandbox sandbox;
    private final KafkaFixture kafka;
    private long version;

    private Wallet(StellarSandbox sandbox, KafkaFixture kafka, String tenant, String user) {
        this.sandbox = sandbox;
        this.kafka = kafka;
        this.tenant = tenant;
        this.user = user;
        this.key = StellarSandbox.key("deposit-" + NEXT.getAndIncrement());
    }

    /** Opens an account with so much USDC in its smallest unit, whose balance has been seen. */
    public static Wallet open(StellarSandbox sandbox, KafkaFixture kafka, String user, long units) {
        Wallet wallet = new Wallet(sandbox, kafka, "default", user);
        sandbox.open(wallet.key, units);
        wallet.observed(units, sandbox.closeLedger());
        return wallet;
    }

    public String account() {
        return key.getAccountId();
    }

    /** Tells that the balance was seen. */
    public void observed(long units, long height) {
        kafka.publish(event(new ChainBalanceChanged(
                id,
                "stellar",
                "local",
                account(),
                "custodial",
                "user",
                user,
                "USDC",
                DECIMALS,
                ++version,
                amount(units),
                Long.toString(units),
                null,
                null,
                height,
                null,
                "finalized",
                "blockchain",
                Instant.now())));
    }

    /** Has USDC paid in, and tells of it as the chain does; the chain's identity of the payment. */
    public String receives(long units) {
        TransferEvent payment = paid(units);
        credited(payment.id(), StellarSandbox.usdcIssuer(), units, payment.transactionHash(), payment.ledger());
        return payment.id();
    }

    /** Has USDC paid in, and tells nobody. */
    public TransferEvent paid(long units) {
        String hash = sandbox.mint(account(), units);
        try {
            return chain()
                    .accounts()
                    .incoming(account(), Math.max(1, sandbox.closeLedger() - FAR))
                    .orElseThrow()
                    .events()
                    .stream()
                    .filter(event -> event.transactionHash().equals(hash))
                    .findFirst()
                    .orElseThrow();
        } catch (ChainUnavailable e) {
            throw new IllegalStateException(e);
        }
    }

    /** When the network's newest ledger was closed, in seconds of its own clock, which never goes back. */
    public long networkTime() {
        try {
            return chain().closedAt();
        } catch (ChainUnavailable e) {
            throw new IllegalStateException(e);
        }
    }

    private StellarChain chain() {
        return new StellarChain(
                LoopbackHttp.create(),
                new StellarSettings(
                        "local",
                        List.of(URI.create(sandbox.rpcUrl("tests"))),
                        StellarSandbox.networkPassphrase(),
                        StellarSandbox.usdc(),
                        Set.of(StellarSandbox.vaultContract()),
                        Duration.ofSeconds(90),
                        100,
                        Duration.ofSeconds(5)));
    }

    /** Tells of income. */
    public void credited(String chainEventId, String sender, long units, String hash) {
        credited(chainEventId, sender, units, hash, sandbox.closeLedger());
    }

    public void credited(String chainEventId, String sender, long units, String hash, long height) {
        kafka.publish(event(new ChainCreditDetected(
                id,
                "stellar",
                "local",
                account(),
                "custodial",
                "user",
                user,
                "USDC",
                DECIMALS,
                chainEventId,
                sender,
                amount(units),
                Long.toString(units),
                hash,
                height,
                null,
                "finalized",
                Instant.now())));
    }

    /** The state of the wallet's newest deposit, or nothing. */
    public String state(DatabaseFixture database) {
        return database
                .query("select state from deposits where wallet_id = ? order by created_at desc limit 1", id)
                .stream()
                .map(row -> (String) row.get("state"))
                .findFirst()
                .orElse("none");
    }

    private <T extends EventData> Event<T> event(T data) {
        return new Event<>(UUID.randomUUID(), "/chain-balance-service", Instant.now(), tenant, null, data);
    }

    private static BigDecimal amount(long units) {
        return BigDecimal.valueOf(units, DECIMALS);
    }
}
