package io.ballast.autodeposit.rule;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.autodeposit.DatabaseFixture;
import io.ballast.autodeposit.DatabaseFixture.ActingAs;
import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.deposit.Wallet;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The switch over all tenants: moved by those who run the installation, obeyed by everybody, and kept. */
@QuarkusTest
class InstallationPauseIT extends RunningService {

    private static final String PATH = "/v1/operator/deposits/pause";
    private static final String ON = "{\"paused\":true,\"reason\":\"the vault is audited\"}";
    private static final String OFF = "{\"paused\":false,\"reason\":\"done\"}";
    private static final long USDC = 10_000_000;

    @AfterEach
    void goOn() {
        asOperator("default").body(OFF).put(PATH).then().statusCode(200);
    }

    @Test
    void givenAPauseOfAll_whenIncomeArrives_thenNothingMovesUntilItIsLifted() {
        // given
        Wallet wallet = Wallet.open(stellar, kafka, user, 50 * USDC);
        eventually().until(() -> database.number("select count(*) from stellar_wallets where id = ?", wallet.id) == 1);
        asUser().body("{\"enabled\":true}")
                .put("/v1/deposit-rules/" + wallet.id)
                .then()
                .statusCode(200);
        asOperator("default").body(ON).put(PATH).then().statusCode(200).body("paused", equalTo(true));

        // when
        wallet.receives(10 * USDC);
        eventually().until(() -> database.number("select count(*) from credits where wallet_id = ?", wallet.id) == 1);

        // then
        asUser().post("/api/wallet/defindex/auto-deposit")
                .then()
                .statusCode(200)
                .body("wallets[0].reason", equalTo("paused"));
        asUser().get("/v1/deposit-rules/pause")
                .then()
                .statusCode(200)
                .body("paused", equalTo(false))
                .body("installationPaused", equalTo(true));
        assertEquals("none", wallet.state(database));

        // when
        asOperator("default").body(OFF).put(PATH).then().statusCode(200);

        // then
        eventually().untilAsserted(() -> assertEquals("confirmed", wallet.state(database)));
    }

    @Test
    void givenThoseWhoDoNotRunTheInstallation_whenTheyMoveTheSwitch_thenItStays() {
        assertProblem(asUser().body(ON).put(PATH).then(), 403, "forbidden");
        assertProblem(asAdmin().body(ON).put(PATH).then(), 403, "forbidden");
        assertProblem(asOperator("acme").body(ON).put(PATH).then(), 403, "forbidden");
        assertProblem(asOperator("acme").get(PATH).then(), 403, "forbidden");
        assertProblem(asOperator("default").body("{\"paused\":true}").put(PATH).then(), 400, "invalid-request");
        asOperator("default").get(PATH).then().statusCode(200).body("paused", equalTo(false));
    }

    @Test
    void givenAChange_whenLookedFor_thenWhoMadeItIsKeptAndNobodyCanChangeThat() {
        // when
        asOperator("default").body(ON).put(PATH).then().statusCode(200).body("changedBy", equalTo("operator-1"));

        // then
        assertEquals(
                List.of("operator-1 the vault is audited true"),
                database.query("select * from deposit_installation_pause_changes order by id desc limit 1").stream()
                        .map(row -> row.get("changed_by") + " " + row.get("reason") + " " + row.get("paused"))
                        .toList());
        try (DatabaseFixture role = serviceRole()) {
            ActingAs service = new ActingAs("default", null, "service");
            ActingAs operator = new ActingAs("default", "operator-1", "operator");
            String lift = "update deposit_installation_pause set paused = false";
            String rewrite = "update deposit_installation_pause_changes set changed_by = 'nobody'";
            assertThrows(SqlFailed.class, () -> role.inTransaction(service, () -> role.update(lift)));
            assertThrows(SqlFailed.class, () -> role.inTransaction(operator, () -> role.update(rewrite)));
        }
    }

    private RequestSpecification asOperator(String tenant) {
        return as(tokens.token("operator-1", "operator").tenant(tenant).sign());
    }
}
