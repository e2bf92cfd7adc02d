package io.ballast.chainbalance.retention;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.DatabaseFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** History is told alike from single changes and from daily summaries, and nobody but the summary takes anything out of it. */
@QuarkusTest
class HistoryRetentionIT extends RunningService {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final OffsetDateTime LONG_AGO =
            TODAY.minusDays(100).atStartOfDay().atOffset(ZoneOffset.UTC);

    @Inject
    HistoryRetention retention;

    private UUID wallet;

    /** On one day 10, 4 and 7, on the next 12, and 20 lately. */
    @BeforeEach
    void givenAHistory() {
        wallet = UUID.randomUUID();
        database.update(
                "insert into wallets (id, tenant, owner_type, owner_id, chain, network, address, role)"
                        + " values (?, 'default', 'user', ?, 'stellar', 'elsewhere', 'G', 'derived')",
                wallet,
                user);
        database.update(
                "insert into chain_balances (wallet_id, tenant, asset, raw, decimals, version, block_height, finality,"
                        + " source, as_of, checked_at) values (?, 'default', 'USDC', 20, 0, 5, 5, 'finalized', 'rpc', now(), now())",
                wallet);
        changed(1, 10, LONG_AGO.plusHours(8));
        changed(2, 4, LONG_AGO.plusHours(9));
        changed(3, 7, LONG_AGO.plusHours(10));
        changed(4, 12, LONG_AGO.plusDays(1).plusHours(8));
        changed(5, 20, TODAY.minusDays(3).atTime(8, 0).atOffset(ZoneOffset.UTC));
    }

    @Test
    void givenOldHistory_whenSummarized_thenDaysStandInItsPlaceAndTheRestStays() {
        // when
        long summarized = retention.summarize(TODAY).await().indefinitely();

        // then
        assertTrue(summarized >= 4, Long.toString(summarized));
        assertEquals(1, database.number("select count(*) from chain_balance_history where wallet_id = ?", wallet));
        assertDay(LONG_AGO, "3 4 10 3 6 3 7");
        assertDay(LONG_AGO.plusDays(1), "1 12 12 5 0 4 12");
        assertEquals(0, retention.summarize(TODAY).await().indefinitely());
    }

    @Test
    void givenHistory_whenSummarized_thenHistoryAnalyticsAndAsOfTellTheSameByDays() {
        // given
        assertTold(false);

        // when
        retention.summarize(TODAY).await().indefinitely();

        // then
        assertTold(true);
        asOf(LONG_AGO.plusHours(9)).body("balances", hasSize(0));
    }

    @Test
    void givenTheService_whenItTakesMoreThanOldDays_thenItIsRefused() {
        // given
        try (DatabaseFixture role = serviceRole()) {
            // then
            assertThrows(SqlFailed.class, () -> role.query("select summarize_chain_history(current_date, 10)"));
            assertThrows(
                    SqlFailed.class,
                    () -> role.inTenant("default", () -> role.update("delete from chain_balance_history")));
            assertThrows(
                    SqlFailed.class,
                    () -> role.inTenant("default", () -> role.update("delete from chain_balance_days")));
        }
    }

    @Test
    void givenAnotherUsersWallet_whenItsHistoryIsAsked_thenThereIsNone() {
        // then
        asUser("somebody-else")
                .queryParam("from", LONG_AGO.toString())
                .get("/v1/wallets/" + wallet + "/history")
                .then()
                .statusCode(404);
    }

    @Test
    void givenARangeThatCanNotBe_whenAsked_thenItIsNamed() {
        // then
        assertProblem(asUser().get("/v1/wallets/" + wallet + "/history").then(), 400, "invalid-request")
                .body("field", equalTo("from"));
        assertProblem(
                        asUser().queryParam("from", "2020-01-01T00:00:00Z")
                                .queryParam("step", "hour")
                                .get("/v1/wallets/" + wallet + "/history")
                                .then(),
                        400,
                        "invalid-request")
                .body("field", equalTo("from"));
        assertProblem(
                asUser().queryParam("asOf", "yesterday")
                        .get("/v1/wallets/" + wallet + "/balances")
                        .then(),
                400,
                "invalid-request");
    }

    private void assertTold(boolean summarized) {
        asUser().queryParam("from", LONG_AGO.minusDays(1).toString())
                .queryParam("to", LONG_AGO.plusDays(3).toString())
                .get("/v1/wallets/" + wallet + "/history")
                .then()
                .statusCode(200)
                .body("assets", hasSize(1))
                .body("assets[0].points", hasSize(4))
                .body("assets[0].points[0].raw", nullValue())
                .body("assets[0].points[1].raw", equalTo("7"))
                .body("assets[0].points[1].low", equalTo(4))
                .body("assets[0].points[1].high", equalTo(10))
                .body("assets[0].points[1].inflow", equalTo(3))
                .body("assets[0].points[1].outflow", equalTo(6))
                .body("assets[0].points[1].summarized", equalTo(summarized))
                .body("assets[0].points[2].raw", equalTo("12"))
                .body("assets[0].points[2].inflow", equalTo(5))
                .body("assets[0].points[3].raw", equalTo("12"))
                .body("assets[0].points[3].changes", equalTo(0));
        asUser().queryParam("from", LONG_AGO.plusDays(1).toString())
                .queryParam("to", LONG_AGO.plusDays(101).toString())
                .get("/v1/wallets/" + wallet + "/analytics")
                .then()
                .statusCode(200)
                .body("assets[0].opening", equalTo(7))
                .body("assets[0].closing", equalTo(20))
                .body("assets[0].min", equalTo(7))
                .body("assets[0].max", equalTo(20))
                .body("assets[0].netFlow", equalTo(13))
                .body("assets[0].changes", equalTo(2));
        asOf(LONG_AGO.plusHours(20))
                .body("balances[0].raw", equalTo("7"))
                .body("balances[0].summarized", equalTo(summarized));
        asOf(LONG_AGO).body("balances", hasSize(0));
        asOf(LONG_AGO.plusDays(50)).body("balances[0].raw", equalTo("12"));
    }

    private ValidatableResponse asOf(OffsetDateTime time) {
        return asUser().queryParam("asOf", time.toString())
                .get("/v1/wallets/" + wallet + "/balances")
                .then()
                .statusCode(200);
    }

    private void assertDay(OffsetDateTime day, String expected) {
        assertEquals(
                expected,
                database.query(
                                "select concat_ws(' ', changes, low, high, inflow, outflow, version, raw) as told"
                                        + " from chain_balance_days where wallet_id = ? and day = ?",
                                wallet,
                                day.toLocalDate())
                        .getFirst()
                        .get("told"));
    }

    private void changed(long version, long raw, OffsetDateTime at) {
        database.update(
                "insert into chain_balance_history (wallet_id, tenant, asset, version, raw, decimals, block_height, finality,"
                        + " source, as_of) values (?, 'default', 'USDC', ?, ?, 0, ?, 'finalized', 'rpc', ?)",
                wallet,
                version,
                raw,
                version,
                at);
    }
}
