package io.ballast.autodeposit.deposit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.stellar.TransferEvent;
import io.ballast.events.EventData;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.deposit.DepositFailed;
import io.ballast.events.deposit.DepositHeld;
import io.ballast.events.deposit.DepositSubmitted;
import io.ballast.events.deposit.DepositTriggered;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.stellar.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellar.sdk.AssetTypeNative;
import org.stellar.sdk.PaymentOperation;

/** Income that moves itself into the vault: the service with real PostgreSQL and Kafka, on the Stellar sandbox. */
@QuarkusTest
class AutoDepositIT extends RunningService {

    private static final long USDC = 10_000_000;

    @Inject
    MeterRegistry meters;

    @AfterEach
    void calm() {
        stellar.rules(100, false);
        stellar.behave(StellarSandbox.RPC);
        as(tokens.token("admin-1", "admin").sign())
                .body("{\"paused\":false,\"reason\":\"test\"}")
                .put("/v1/deposit-rules/pause");
    }

    @Test
    void givenARule_whenIncomeArrives_thenTheVaultHasItAndEveryStepIsToldAndWrittenDown() {
        // given
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true,\"floor\":5}");
        long confirmedBefore = confirmations();

        // when
        wallet.receives(100 * USDC);

        // then
        awaitState(wallet, "confirmed");
        eventually().until(() -> confirmations() > confirmedBefore);
        Map<String, Object> deposit = deposits(wallet).getFirst();
        String hash = (String) deposit.get("transaction_hash");
        assertEquals(new BigDecimal("100.0000000"), deposit.get("amount"));
        eventually()
                .untilAsserted(() -> assertEquals(
                        List.of(DepositTriggered.class, DepositSubmitted.class, DepositConfirmed.class),
                        kafka.deposits(wallet.id).stream()
                                .map(EventData::getClass)
                                .toList()));
        DepositConfirmed confirmed =
                (DepositConfirmed) kafka.deposits(wallet.id).getLast();
        assertEquals(hash, confirmed.transactionHash());
        assertTrue(Long.parseLong(confirmed.shares()) > 0);

        asUser().get("/v1/snapshots?type=auto_deposit_trigger")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].autoDepositTriggered", equalTo(true))
                .body("items[0].depositAmount", equalTo(100.0f))
                .body("items[0].transactionHash", equalTo(hash));
        asUser().get("/v1/deposits?state=confirmed")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].transactionHash", equalTo(hash))
                .body("items[0].shares", equalTo(confirmed.shares()));
        asUser().get("/v1/deposits/" + deposit.get("id")).then().statusCode(200).body("state", equalTo("confirmed"));
        asUser("somebody-else").get("/v1/deposits/" + deposit.get("id")).then().statusCode(404);
        asUser().get("/v1/deposits/analytics")
                .then()
                .statusCode(200)
                .body("days", hasSize(1))
                .body("days[0].deposits", equalTo(1))
                .body("days[0].confirmed", equalTo(1))
                .body("days[0].amount", equalTo(100.0f))
                .body("days[0].successRate", equalTo(1.0f))
                .body("days[0].confirmMillisMedian", notNullValue());
        assertEquals(
                List.of("planned", "simulated", "built", "signing", "signed", "submitted", "confirmed"),
                database
                        .query(
                                "select state from deposit_transitions where deposit_id = ? order by version",
                                deposit.get("id"))
                        .stream()
                        .map(row -> row.get("state"))
                        .toList());
    }

    @Test
    void givenIncomeToldTwice_whenDeposited_thenItIsDepositedOnce() {
        // given
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true}");

        // when
        String eventId = wallet.receives(10 * USDC);
        wallet.credited(eventId, StellarSandbox.usdcIssuer(), 10 * USDC, "the same again");
        awaitState(wallet, "confirmed");
        wallet.credited(eventId, StellarSandbox.usdcIssuer(), 10 * USDC, "and again");
        wallet.receives(3 * USDC);

        // then
        eventually()
                .untilAsserted(() -> assertEquals(
                        List.of("3.0000000", "10.0000000"),
                        deposits(wallet).stream()
                                .map(row -> row.get("amount").toString())
                                .toList()));
        awaitState(wallet, "confirmed");
        assertInvariants();
    }

    @Test
    void givenABalanceThatGrewWithoutAWord_whenSeen_thenTheChainIsAskedAndTheIncomeDepositedOnce() {
        // given
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true}");

        // when: the poll sees it first, the event comes late
        TransferEvent payment = wallet.paid(10 * USDC);
        wallet.observed(60 * USDC, payment.ledger());
        awaitState(wallet, "confirmed");
        wallet.credited(
                payment.id(), StellarSandbox.usdcIssuer(), 10 * USDC, payment.transactionHash(), payment.ledger());
        wallet.observed(50 * USDC, stellar.closeLedger());

        // then
        eventually().until(() -> ((Number) database.wallet(wallet.id).get("version")).longValue() == 3);
        assertEquals(1, credits(wallet).size());
        assertEquals(1, deposits(wallet).size());
        assertEquals(50 * USDC, stellar.usdcOf(wallet.account()));
    }

    @Test
    void givenAServerThatIsBehind_whenABalanceGrewWithoutAWord_thenItIsAskedUntilItKnowsMore() {
        // given
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true}");
        stellar.behave(StellarSandbox.RPC, Fault.lag());

        // when: others have seen the payment, our server has not come to it
        stellar.mint(wallet.account(), 10 * USDC);
        wallet.observed(60 * USDC, stellar.closeLedger());
        stellar.calls(StellarSandbox.RPC, true);
        eventually().until(() -> stellar.calls(StellarSandbox.RPC, false).getOrDefault("getEvents", 0) > 1);
        stellar.behave(StellarSandbox.RPC);

        // then
        awaitState(wallet, "confirmed");
        assertEquals(50 * USDC, stellar.usdcOf(wallet.account()));
        assertNull(database.wallet(wallet.id).get("look_from"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void
            givenANetworkWhoseClockIsAMinuteOff_whenATransactionIsNotTaken_thenItExpiresByTheNetworksTimeAndTheMoneyMovesOnce(
                    int skew) {
        // given
        stellar.skewClock(Duration.ofSeconds(skew));
        try {
            Wallet wallet = wallet(50 * USDC);
            rule(wallet, "{\"enabled\":true}");
            stellar.behave(StellarSandbox.RPC, Fault.tryAgainLater());

            // when: ours looks often, and by the network's time it may still take place
            wallet.receives(10 * USDC);
            awaitState(wallet, "submitted");
            long sent = wallet.networkTime();
            networkTime(sent + 60);
            stellar.calls(StellarSandbox.RPC, true);
            eventually().until(() -> stellar.calls(StellarSandbox.RPC, false).getOrDefault("getTransaction", 0) > 3);

            // then
            assertEquals("submitted", wallet.state(database));
            assertEquals(List.of("submitted"), statesSince("signed", wallet));

            // when: its time is over
            networkTime(sent + 100);
            eventually().until(() -> statesSince("signed", wallet).contains("expired"));
            stellar.behave(StellarSandbox.RPC);

            // then
            awaitState(wallet, "confirmed");
            assertEquals(50 * USDC, stellar.usdcOf(wallet.account()));
            assertEquals(1, deposits(wallet).size());
            assertInvariants();
        } finally {
            stellar.skewClock(Duration.ZERO);
        }
    }

    /** Sets the network's clock; its transactions are good for 90 s. */
    private void networkTime(long seconds) {
        stellar.skewClock(Duration.ofSeconds(seconds - Instant.now().getEpochSecond()));
        stellar.closeLedger();
    }

    /** The states of the wallet's only deposit after the first of that name. */
    private List<Object> statesSince(String state, Wallet wallet) {
        List<Object> states = database
                .query(
                        "select t.state from deposit_transitions t join deposits d on d.id = t.deposit_id where d.wallet_id = ? order by t.version",
                        wallet.id)
                .stream()
                .map(row -> row.get("state"))
                .toList();
        return states.subList(states.indexOf(state) + 1, states.size());
    }

    @Test
    void givenMoneyThatIsNoIncome_whenItArrives_thenItStays() {
        // given: what was there before, what the vault gives back, and what comes while the rule is off
        Wallet wallet = wallet(50 * USDC);
        long baseline = ((Number) database.wallet(wallet.id).get("baseline_height")).longValue();
        wallet.credited("off", "GSTRANGER", USDC, "hash-1");
        eventually().untilAsserted(() -> assertEquals(1, credits(wallet).size()));
        rule(wallet, "{\"enabled\":true}");

        // when
        wallet.credited("before", "GSTRANGER", USDC, "hash-2", baseline);
        wallet.credited("vault", StellarSandbox.vaultContract(), USDC, "hash-3");
        wallet.credited("own", wallet.account(), USDC, "hash-4");

        // then
        eventually()
                .untilAsserted(() -> assertEquals(
                        List.of("before eligible", "off rule_off", "own from_own_account", "vault from_vault"),
                        credits(wallet)));
        asUser().post("/api/wallet/defindex/auto-deposit")
                .then()
                .statusCode(200)
                .body("wallets[0].autoDepositTriggered", equalTo(false))
                .body("wallets[0].reason", equalTo("no_income"))
                .body("wallets[0].currentBalance", equalTo(50.0f));
        assertEquals(List.of(), deposits(wallet));
    }

    @Test
    void givenAVaultThatIsPaused_whenIncomeArrives_thenTheDepositFailsAndTheIncomeIsNotForgotten() {
        // given
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true}");
        stellar.rules(100, true);

        // when
        wallet.receives(10 * USDC);

        // then
        awaitState(wallet, "failed");
        eventually()
                .untilAsserted(() -> assertEquals(
                        "vault_paused",
                        kafka.deposits(wallet.id).stream()
                                .filter(DepositFailed.class::isInstance)
                                .map(data -> ((DepositFailed) data).reason())
                                .findFirst()
                                .orElse("")));

        // when
        stellar.rules(100, false);

        // then
        awaitState(wallet, "confirmed");
        assertInvariants();
    }

    @Test
    void givenLostRepliesAndATightNode_whenDeposited_thenTheMoneyMovesOnce() {
        // given
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true}");
        stellar.behave(
                StellarSandbox.RPC,
                Fault.loseReply().of("sendTransaction").times(1),
                Fault.status(503).of("getTransaction").times(2));

        // when
        wallet.receives(10 * USDC);

        // then
        awaitState(wallet, "confirmed");
        asUser().post("/api/wallet/defindex/auto-deposit")
                .then()
                .statusCode(200)
                .body("wallets[0].currentBalance", equalTo(50.0f));
        assertInvariants();
    }

    @Test
    void givenAnOwnerWhoUsedTheSequenceNumber_whenTheDepositCanNotBeProven_thenItIsHeldUntilAnOperatorHasLooked() {
        // given: the network takes nothing of us, until the owner has used the account and our time is over
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true}");
        stellar.behave(StellarSandbox.RPC, Fault.tryAgainLater());
        wallet.receives(10 * USDC);
        awaitState(wallet, "submitted");
        stellar.apply(wallet.key, new PaymentOperation.Builder(wallet.account(), new AssetTypeNative(), "1").build());
        stellar.behave(StellarSandbox.RPC);

        // when
        networkTime(wallet.networkTime() + 100);

        // then
        try {
            awaitState(wallet, "held");
            eventually()
                    .untilAsserted(() -> assertInstanceOf(
                            DepositHeld.class, kafka.deposits(wallet.id).getLast()));
            assertEquals("sequence_used", deposits(wallet).getFirst().get("reason"));
            eventually().until(() -> metrics().contains("auto_deposit_held 1.0"));
            assertEquals(60 * USDC, stellar.usdcOf(wallet.account()));
            asUser().post("/api/wallet/defindex/auto-deposit")
                    .then()
                    .statusCode(200)
                    .body("wallets[0].reason", equalTo("deposit_under_way"));
            String path = "/v1/operator/deposits/" + deposits(wallet).getFirst().get("id") + "/resolution";
            assertProblem(asUser().body("{\"outcome\":\"not_moved\"}").put(path).then(), 403, "forbidden");
            assertProblem(asOperator().body("{\"outcome\":\"moved\"}").put(path).then(), 400, "invalid-request");

            // when
            asOperator().body("{\"outcome\":\"not_moved\"}").put(path).then().statusCode(204);

            // then: the income is free again
            awaitState(wallet, "confirmed");
            assertEquals(50 * USDC, stellar.usdcOf(wallet.account()));
            eventually().until(() -> metrics().contains("auto_deposit_held 0.0"));
            assertProblem(
                    asOperator().body("{\"outcome\":\"not_moved\"}").put(path).then(), 409, "conflict");
            assertInvariants();
        } finally {
            stellar.skewClock(Duration.ZERO);
        }
    }

    private String metrics() {
        return given().get(management.resolve("metrics")).asString();
    }

    private RequestSpecification asOperator() {
        return as(tokens.token("operator-1", "operator").sign());
    }

    @Test
    void givenAPause_whenIncomeArrives_thenNothingMovesUntilItIsLifted() {
        // given
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true}");
        asAdmin()
                .body("{\"paused\":true,\"reason\":\"the vault is audited\"}")
                .put("/v1/deposit-rules/pause")
                .then()
                .statusCode(200)
                .body("paused", equalTo(true));

        // when
        wallet.receives(10 * USDC);
        eventually().untilAsserted(() -> assertEquals(1, credits(wallet).size()));

        // then
        asUser().post("/api/wallet/defindex/auto-deposit")
                .then()
                .statusCode(200)
                .body("wallets[0].reason", equalTo("paused"));
        assertEquals(List.of(), deposits(wallet));

        // when
        asAdmin()
                .body("{\"paused\":false,\"reason\":\"done\"}")
                .put("/v1/deposit-rules/pause")
                .then()
                .statusCode(200);

        // then
        awaitState(wallet, "confirmed");
    }

    @Test
    void givenADryRun_whenIncomeArrives_thenItIsDecidedAndNothingMoves() {
        // given
        Wallet wallet = wallet(50 * USDC);
        rule(wallet, "{\"enabled\":true,\"dryRun\":true}");

        // when
        wallet.receives(10 * USDC);

        // then
        awaitState(wallet, "dry_run");
        assertEquals(List.of(), kafka.deposits(wallet.id));
        asUser().post("/api/wallet/defindex/auto-deposit")
                .then()
                .statusCode(200)
                .body("wallets[0].currentBalance", equalTo(60.0f));
    }

    @Test
    void givenARule_whenChanged_thenOnlyByOwnerOrAdminAndEachChangeIsKept() {
        // given
        Wallet wallet = wallet(USDC);
        String path = "/v1/deposit-rules/" + wallet.id;

        // when, then
        assertProblem(
                asUser("somebody-else").body("{\"enabled\":true}").put(path).then(), 404, "not-found");
        assertProblem(asUser().body("{\"threshold\":1}").put(path).then(), 400, "invalid-request");
        assertProblem(
                asUser().body("{\"enabled\":true,\"threshold\":-1}").put(path).then(), 400, "invalid-request");
        assertProblem(
                asUser().body("{\"enabled\":true,\"shareBasisPoints\":10001}")
                        .put(path)
                        .then(),
                400,
                "invalid-request");
        assertProblem(
                asUser().body("{\"enabled\":true,\"capPerDay\":0.5}").put(path).then(), 400, "invalid-request");
        assertProblem(
                asUser().body("{\"enabled\":true,\"vault\":\"CX\"}").put(path).then(), 400, "invalid-request");
        asUser().body("{\"enabled\":true,\"threshold\":2.5,\"version\":0}")
                .put(path)
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("threshold", equalTo(2.5f));
        assertProblem(
                asUser().body("{\"enabled\":false,\"version\":0}").put(path).then(), 409, "conflict");
        asAdmin().body("{\"enabled\":false}").put(path).then().statusCode(200).body("version", equalTo(2));
        assertProblem(
                asUser().body("{\"paused\":true,\"reason\":\"x\"}")
                        .put("/v1/deposit-rules/pause")
                        .then(),
                403,
                "forbidden");

        // then
        asUser().get(path + "/changes")
                .then()
                .statusCode(200)
                .body("", hasSize(2))
                .body("[0].changedBy", equalTo("admin-1"))
                .body("[0].before.enabled", equalTo(true))
                .body("[1].changedBy", equalTo(user));
        asUser().get("/v1/deposit-rules")
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].walletId", equalTo(wallet.id.toString()))
                .body("[0].account", notNullValue());
    }

    private Wallet wallet(long units) {
        Wallet wallet = Wallet.open(stellar, kafka, user, units);
        eventually().until(() -> database.number("select count(*) from stellar_wallets where id = ?", wallet.id) == 1);
        return wallet;
    }

    private void rule(Wallet wallet, String rule) {
        asUser().body(rule).put("/v1/deposit-rules/" + wallet.id).then().statusCode(200);
    }

    private void awaitState(Wallet wallet, String state) {
        eventually().untilAsserted(() -> assertEquals(state, wallet.state(database)));
    }

    private List<Map<String, Object>> deposits(Wallet wallet) {
        return database.query("select * from deposits where wallet_id = ? order by created_at desc", wallet.id);
    }

    private List<String> credits(Wallet wallet) {
        return database
                .query("select chain_event_id, eligibility from credits where wallet_id = ? order by 1", wallet.id)
                .stream()
                .map(row -> row.get("chain_event_id") + " " + row.get("eligibility"))
                .toList();
    }

    /** Never more is deposited than came in and may be, and what was released is taken by nobody. */
    private void assertInvariants() {
        assertEquals(0, database.number("""
                select count(*) from (
                    select wallet_id, sum(amount) as deposited from deposits where state <> 'failed' group by wallet_id) d
                 where deposited > (select coalesce(sum(amount), 0) from credits c
                                     where c.wallet_id = d.wallet_id and eligibility = 'eligible')
                """));
        assertEquals(0, database.number("""
                select count(*) from credits c
                 where allocated <> (select coalesce(sum(consumed), 0) from deposit_allocations a
                                      where a.credit_id = c.id and not released)
                """));
    }

    /** How many deposits' times were taken. */
    private long confirmations() {
        return meters.get("auto_deposit_confirmation").timer().count();
    }
}
