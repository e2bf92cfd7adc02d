package io.ballast.autodeposit.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.deposit.Plan;
import io.ballast.autodeposit.stellar.StellarAccounts.Holding;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who decide on one wallet at a time, as replicas do whose claim has ended. The network is one that the service does not know. */
@QuarkusTest
class PlanningIT extends RunningService {

    private static final int PLANNERS = 8;
    private static final int ROUNDS = 30;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final UUID wallet = UUID.randomUUID();
    private final ExecutorService threads = Executors.newFixedThreadPool(PLANNERS);

    /** What the chain says. */
    private Holding holding = new Holding(UsdcAmount.of("200"), 10);

    @Inject
    DepositPlanner planner;

    @BeforeEach
    void givenAWalletWithIncome() {
        database.update("""
                insert into stellar_wallets (id, tenant, user_id, public_key, network, previous_usdc_balance, baseline_height,
                                             balance_height)
                values (?, 'default', ?, ?, 'x', 200, 1, 10)
                """, wallet, user, "G" + wallet);
        database.update("""
                insert into credits (tenant, user_id, wallet_id, network, chain_event_id, amount, eligibility, transaction_hash,
                                     height, happened_at)
                select 'default', ?, ?, 'x', 'event-' || n, 1, 'eligible', 'hash', 5, now() from generate_series(1, 100) n
                """, user, wallet);
    }

    @AfterEach
    void calm() {
        threads.shutdownNow();
        pause("tenant", false);
        pause("installation", false);
    }

    @Test
    void givenABalanceThatIsOlderThanADeposit_whenPlanned_thenNothingIsDecidedOnIt() {
        // given
        rule("floor = 195");
        Holding old = holding;
        assertInstanceOf(Plan.Deposit.class, plan(holding));
        carryOut();

        // when, then
        assertEquals(Plan.Reason.BALANCE_OUTDATED, ((Plan.Nothing) plan(old)).reason());
        assertEquals(Plan.Reason.AT_FLOOR, ((Plan.Nothing) plan(holding)).reason());
    }

    @Test
    void givenManyPlanners_whenDepositsEndMeanwhile_thenTheFloorHolds() throws Exception {
        // given
        rule("floor = 190, cap_per_deposit = 3");

        // when
        planConcurrently();

        // then
        assertEquals(UsdcAmount.of("190"), holding.available());
    }

    @Test
    void givenManyPlanners_whenTheyPlanAtOnce_thenNoCapIsEverExceeded() throws Exception {
        // given
        rule("cap_per_deposit = 3, cap_per_day = 20");

        // when
        planConcurrently();

        // then
        assertEquals(20, database.number("select sum(amount) from deposits where wallet_id = ?", wallet));
        assertEquals(0, database.number("select count(*) from deposits where wallet_id = ? and amount > 3", wallet));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "installation"})
    void givenManyPlanners_whenAPauseIsAcknowledged_thenNothingIsDecidedAfterIt(String which) throws Exception {
        // given
        rule("cap_per_deposit = 1");
        AtomicBoolean stopped = new AtomicBoolean();
        List<Future<?>> running = IntStream.range(0, PLANNERS)
                .<Future<?>>mapToObj(n -> threads.submit(() -> {
                    while (!stopped.get()) {
                        planAndCarryOut();
                    }
                }))
                .toList();
        eventually().until(() -> deposits() > 3);

        // when
        pause(which, true);
        long decided = deposits();
        IntStream.range(0, ROUNDS).forEach(round -> planAndCarryOut());
        stopped.set(true);
        for (Future<?> each : running) {
            each.get();
        }

        // then
        assertTrue(decided < 100, "the pause came too late to show anything");
        assertEquals(decided, deposits());
        assertEquals(Plan.Reason.PAUSED, ((Plan.Nothing) plan(holding)).reason());
    }

    private void planConcurrently() throws Exception {
        List<Future<?>> running = IntStream.range(0, PLANNERS)
                .<Future<?>>mapToObj(
                        n -> threads.submit(() -> IntStream.range(0, ROUNDS).forEach(round -> planAndCarryOut())))
                .toList();
        for (Future<?> each : running) {
            each.get();
        }
    }

    /** Reads the balance, plans on it, and if a deposit comes of it lets it take place. */
    private void planAndCarryOut() {
        Holding read = read();
        if (plan(read) instanceof Plan.Deposit) {
            carryOut();
        }
    }

    private synchronized Holding read() {
        return holding;
    }

    private Plan plan(Holding read) {
        return planner.plan("default", wallet, read, Optional.empty())
                .await()
                .atMost(BOUND)
                .plan();
    }

    /** The chain first, then what is known of it. */
    private synchronized void carryOut() {
        BigDecimal amount = (BigDecimal)
                database.query("select amount from deposits where wallet_id = ? and state = 'planned'", wallet)
                        .getFirst()
                        .get("amount");
        holding = new Holding(holding.available().minus(new UsdcAmount(amount)), holding.ledger() + 1);
        database.update(
                "update deposits set state = 'confirmed', ledger = ?, ended_at = now() where wallet_id = ? and state = 'planned'",
                holding.ledger(),
                wallet);
    }

    private void rule(String settings) {
        database.update("""
                insert into deposit_rules (wallet_id, tenant, user_id, network, account, enabled, threshold, floor, share,
                                           cool_down_seconds, dry_run, own_addresses, version, vault)
                values (?, 'default', ?, 'x', ?, true, 1, 0, 10000, 0, false, '{}', 1, 'CVAULT')
                """, wallet, user, "G" + wallet);
        database.update("update deposit_rules set " + settings + " where wallet_id = ?", wallet);
    }

    private synchronized long deposits() {
        return database.number("select count(*) from deposits where wallet_id = ?", wallet);
    }

    private void pause(String which, boolean paused) {
        boolean isTenant = which.equals("tenant");
        as(tokens.token("somebody", isTenant ? "admin" : "operator").sign())
                .body("{\"paused\":" + paused + ",\"reason\":\"test\"}")
                .put(isTenant ? "/v1/deposit-rules/pause" : "/v1/operator/deposits/pause")
                .then()
                .statusCode(200);
    }
}
