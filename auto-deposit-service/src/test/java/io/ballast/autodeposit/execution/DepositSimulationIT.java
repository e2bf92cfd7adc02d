package io.ballast.autodeposit.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import io.ballast.autodeposit.deposit.DepositLimits;
import io.ballast.autodeposit.deposit.DepositState;
import io.ballast.autodeposit.deposit.Order;
import io.ballast.autodeposit.deposit.Progress;
import io.ballast.autodeposit.http.LoopbackHttp;
import io.ballast.autodeposit.signer.LocalSigner;
import io.ballast.autodeposit.signer.Signer;
import io.ballast.autodeposit.stellar.StellarChain;
import io.ballast.autodeposit.stellar.StellarSettings;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.stellar.Fault;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stellar.sdk.AssetTypeNative;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.PaymentOperation;

/**
 * Deposits against the Stellar sandbox, with everything that can go wrong going wrong at random: a crash before a step is
 * written down and after, replies lost after the transaction was taken, servers that lag, refuse or talk nonsense, fees that
 * rise, a vault that pauses, time that passes, a signer that makes up its mind slowly or not at all, and an owner who uses the account too.
 * Whatever happens, the money moves once where the deposit says so and not at all where it says not.
 */
class DepositSimulationIT {

    private static final int RUNS = 300;
    private static final int STEPS = 60;
    private static final long UNITS = 100_000_000;
    private static final long AMOUNT = 30_000_000;
    private static final DepositLimits LIMITS = new DepositLimits(3, 2, 4, 2, 100_000);
    private static final List<String> NODES = List.of("first", "second");

    private static StellarSandbox sandbox;
    private static StellarChain chain;
    private static long skewSeconds;

    @BeforeAll
    static void start() {
        sandbox = StellarSandbox.start(0, null, Duration.ZERO);
        chain = chain("first", "second");
        // The first deposit of a vault leaves shares to nobody; let it not be one of ours.
        Run first = new Run(new Random(1), false);
        assertEquals(DepositState.CONFIRMED, first.finish().state());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void givenRandomFaultsAndCrashes_whenDepositsRun_thenMoneyMovesOnceOrNotAtAll() throws ChainUnavailable {
        Map<DepositState, Integer> ends = new EnumMap<>(DepositState.class);
        for (int seed = 0; seed < RUNS; seed++) {
            // given
            Run run = new Run(new Random(seed), true);

            // when
            run.live();
            Progress end = run.finish();

            // then
            ends.merge(end.state(), 1, Integer::sum);
            assertTrue(end.state().isFinal() || end.state() == DepositState.HELD, "run " + seed + ": " + end);
            run.assertMoney(end, "run " + seed + ": " + end);
        }
        System.out.println("Ends of " + RUNS + " runs: " + ends);
        assertTrue(ends.getOrDefault(DepositState.CONFIRMED, 0) > RUNS / 2, ends.toString());
        assertTrue(ends.containsKey(DepositState.FAILED), ends.toString());
    }

    /** One deposit of one new account. */
    private static final class Run {

        private final Random random;
        private final boolean troubled;
        private final KeyPair owner = KeyPair.random();
        private final Order order;
        private final DepositEngine engine;
        private Progress written = Progress.BEGINNING;

        private Run(Random random, boolean troubled) {
            this.random = random;
            this.troubled = troubled;
            sandbox.open(owner, UNITS);
            this.order = new Order(
                    UUID.randomUUID(),
                    "default",
                    UUID.randomUUID(),
                    "user-a",
                    owner.getAccountId(),
                    "local",
                    StellarSandbox.vaultContract(),
                    UsdcAmount.ofUnits(BigInteger.valueOf(AMOUNT)),
                    UsdcAmount.ZERO,
                    UsdcAmount.ofUnits(BigInteger.valueOf(UNITS)));
            this.engine = new DepositEngine(chain, new MoodySigner(this), LIMITS);
        }

        private void live() {
            for (int i = 0; i < STEPS && written.state().isUnderWay(); i++) {
                disturb();
                Step step = engine.step(order, written);
                // a crash before the step was written down: the next replica begins at what is written
                if (random.nextInt(5) != 0) {
                    written = step.progress();
                }
                if (random.nextInt(3) == 0) {
                    sandbox.closeLedger();
                }
            }
        }

        /** From here on nothing goes wrong any more, and time passes. */
        private Progress finish() {
            NODES.forEach(node -> sandbox.behave(node));
            sandbox.rules(100, false);
            for (int i = 0; i < 10 * STEPS && written.state().isUnderWay(); i++) {
                written = engine.step(order, written).progress();
                if (i % 5 == 4) {
                    passTime(20);
                }
                sandbox.closeLedger();
            }
            return written;
        }

        private void disturb() {
            String node = NODES.get(random.nextInt(NODES.size()));
            switch (random.nextInt(24)) {
                case 0 ->
                    sandbox.behave(node, Fault.loseReply().of("sendTransaction").times(1));
                case 1 -> sandbox.behave(node, Fault.loseReply().times(2));
                case 2 -> sandbox.behave(node, Fault.tryAgainLater().times(2));
                case 3 -> sandbox.behave(node, Fault.status(503).times(3));
                case 4 -> sandbox.behave(node, Fault.garbage().times(1));
                case 5 -> sandbox.behave(node, Fault.lag());
                case 6 -> sandbox.behave(node, Fault.throttled(1).times(2));
                case 7 -> sandbox.behave(node, Fault.wrongNetwork().times(1));
                case 8 -> sandbox.rules(5_000, false);
                case 9 -> sandbox.rules(100, random.nextInt(4) == 0);
                case 10 -> passTime(30 + random.nextInt(60));
                case 11, 12, 13 -> ownTransaction();
                default -> NODES.forEach(each -> calm(each));
            }
        }

        private void calm(String node) {
            if (random.nextInt(3) == 0) {
                sandbox.behave(node);
            }
        }

        /** The owner uses the account as well. */
        private void ownTransaction() {
            try {
                sandbox.apply(owner, ownPayment(owner));
            } catch (RuntimeException refusedByTheNetwork) {
                // another transaction of the account waits, or the fee rose
            }
        }

        private static PaymentOperation ownPayment(KeyPair owner) {
            return new PaymentOperation.Builder(owner.getAccountId(), new AssetTypeNative(), "1").build();
        }

        private void assertMoney(Progress end, String run) throws ChainUnavailable {
            BigInteger left = chain("oracle")
                    .accounts()
                    .usdc(owner.getAccountId())
                    .orElseThrow()
                    .available()
                    .units();
            BigInteger moved = BigInteger.valueOf(UNITS).subtract(left);
            switch (end.state()) {
                case CONFIRMED -> assertEquals(BigInteger.valueOf(AMOUNT), moved, run);
                case HELD -> assertTrue(moved.signum() == 0 || moved.equals(BigInteger.valueOf(AMOUNT)), run);
                default -> assertEquals(BigInteger.ZERO, moved, run);
            }
            assertFalse(end.state() == DepositState.FAILED && end.reason() == null, run);
        }
    }

    /** Signs as it should, most of the time. */
    private record MoodySigner(Run run) implements Signer {

        @Override
        public String request(String account, String hash) {
            return hash;
        }

        @Override
        public Answer sign(String account, String request) {
            int mood = run.troubled ? run.random.nextInt(30) : 29;
            return switch (mood) {
                case 0 -> new Answer.Refused("signer_refused");
                case 1, 2, 3, 4 -> new Answer.Pending("signer_pending");
                case 5 -> new Answer.Signature(new byte[64]);
                default -> new LocalSigner(Stream.of(run.owner.getSecretSeed())).sign(account, request);
            };
        }
    }

    private static void passTime(long seconds) {
        skewSeconds += seconds;
        sandbox.skewClock(Duration.ofSeconds(skewSeconds));
        sandbox.closeLedger();
    }

    private static StellarChain chain(String... nodes) {
        return new StellarChain(
                LoopbackHttp.create(),
                new StellarSettings(
                        "local",
                        Stream.of(nodes)
                                .map(node -> URI.create(sandbox.rpcUrl(node)))
                                .toList(),
                        StellarSandbox.networkPassphrase(),
                        StellarSandbox.usdc(),
                        Set.of(StellarSandbox.vaultContract()),
                        Duration.ofSeconds(90),
                        100,
                        Duration.ofSeconds(5)));
    }
}
