package io.ballast.autodeposit.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.deposit.Wallet;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Word of payments: it hastens a look at the chain, and does nothing else. */
@QuarkusTest
class WebhookIT extends RunningService {

    private static final String SECRET = "second-secret-of-tests";
    private static final long USDC = 10_000_000;

    @Test
    void givenIncomeThatNobodyHasToldOf_whenAWebhookTells_thenTheChainIsAskedAndTheIncomeDeposited() {
        // given
        Wallet wallet = wallet();
        stellar.mint(wallet.account(), 20 * USDC);

        // when: what it says of the amount is a lie
        String body = body(wallet.account(), UUID.randomUUID().toString()).replace("}", ",\"amount\":1000000}");
        send(now(), body).statusCode(202).body("duplicate", equalTo(false));
        send(now(), body).statusCode(202).body("duplicate", equalTo(true));

        // then
        eventually().untilAsserted(() -> assertEquals("confirmed", wallet.state(database)));
        assertEquals(5 * USDC, stellar.usdcOf(wallet.account()));
        assertEquals(1, database.number("select count(*) from credits where wallet_id = ?", wallet.id));
    }

    @Test
    void givenNothingCameIn_whenAWebhookTellsOfIncome_thenNothingIsDeposited() {
        // given
        Wallet wallet = wallet();

        // when
        send(now(), body(wallet.account(), UUID.randomUUID().toString())).statusCode(202);

        // then: the balance was looked at
        eventually()
                .untilAsserted(() -> assertEquals(
                        1,
                        database.number(
                                "select count(*) from balance_snapshots where wallet_id = ? and snapshot_type = 'webhook'",
                                wallet.id)));
        assertEquals("none", wallet.state(database));
        assertEquals(5 * USDC, stellar.usdcOf(wallet.account()));
    }

    @Test
    void givenAForgedOldUnreadableOrHugeWebhook_whenSent_thenItIsRefused() {
        String body = body("G" + "A".repeat(55), "id");
        String old = Long.toString(Instant.now().minusSeconds(3600).getEpochSecond());

        assertProblem(post(now(), "v1=" + "00".repeat(32), body), 401, "unauthorized");
        assertProblem(post(now(), WebhookRules.sign("guess", now(), body.getBytes(UTF_8)), body), 401, "unauthorized");
        assertProblem(send(old, body), 401, "unauthorized");
        assertProblem(send(now(), "{\"id\":\"1\"}"), 400, "invalid-request");
        assertProblem(send(now(), "no json"), 400, "invalid-request");
        assertProblem(send(now(), body + " ".repeat(20_000)), 413, "payload-too-large");
    }

    private Wallet wallet() {
        Wallet wallet = Wallet.open(stellar, kafka, user, 5 * USDC);
        eventually().until(() -> database.number("select count(*) from stellar_wallets where id = ?", wallet.id) == 1);
        asUser().body("{\"enabled\":true}")
                .put("/v1/deposit-rules/" + wallet.id)
                .then()
                .statusCode(200);
        return wallet;
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private static String body(String account, String id) {
        return "{\"id\":\"%s\",\"network\":\"local\",\"account\":\"%s\"}".formatted(id, account);
    }

    private static ValidatableResponse send(String timestamp, String body) {
        return post(timestamp, WebhookRules.sign(SECRET, timestamp, body.getBytes(UTF_8)), body);
    }

    private static ValidatableResponse post(String timestamp, String signature, String body) {
        return given().contentType(ContentType.JSON)
                .header("X-Ballast-Timestamp", timestamp)
                .header("X-Ballast-Signature", signature)
                .body(body)
                .post("/webhooks/stellar")
                .then();
    }
}
