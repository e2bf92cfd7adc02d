package io.ballast.notification.socket;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens whose time comes, and tokens that are taken back. */
@QuarkusTest
class TokensIT extends RunningService {

    @Test
    void givenATokenThatWillExpire_whenTheClientSendsAnother_thenTheSocketOutlivesTheFirst() {
        LedgerFixture ledger = LedgerFixture.newUser();
        String brief = tokens.token(ledger.userId(), "user")
                .expiresIn(Duration.ofSeconds(4))
                .sign();
        try (SocketClient client = SocketClient.connect(balance, brief);
                SocketClient without = SocketClient.connect(balance, brief)) {
            client.await("token_expiring", 1);

            refresh(client, 1, tokens.token("somebody-else", "user").sign());
            assertEquals(
                    "token_refused",
                    client.await("error", 1).getFirst().get("data").get("code").textValue());
            refresh(client, 2, token(ledger));
            JsonNode answer = client.await("token_refreshed", 1).getFirst();

            assertEquals(2, answer.get("ackId").intValue());
            assertEquals(1008, without.awaitClose());
            publish(ledger.change("1.00"));
            client.await("balance_updated", 1);
            assertFalse(client.isClosed());
        }
    }

    @Test
    void givenOpenSockets_whenOneTokenIsRevoked_thenItsSocketIsClosedAndItOpensNoOther() {
        LedgerFixture ledger = LedgerFixture.newUser();
        String revoked = token(ledger);
        String other = token(ledger);
        try (SocketClient closing = SocketClient.connect(balance, revoked);
                SocketClient staying = SocketClient.connect(balance, other)) {
            revoke(admin("default"), Map.of("userId", ledger.userId(), "tokenId", id(revoked)))
                    .statusCode(204);

            assertEquals(1008, closing.awaitClose());
            assertEquals("token_revoked", closing.closeReason().orElseThrow());
            assertEquals(
                    401,
                    assertThrows(SocketClient.Refused.class, () -> SocketClient.connect(balance, revoked))
                            .status());
            assertFalse(staying.isClosed());

            // when all of the user's are
            revoke(admin("default"), Map.of("userId", ledger.userId())).statusCode(204);

            assertEquals(1008, staying.awaitClose());
        }
    }

    @Test
    void givenWhoMayNot_whenTheyRevoke_thenNothingIsRevoked() {
        LedgerFixture ledger = LedgerFixture.newUser();
        Map<String, String> all = Map.of("userId", ledger.userId());
        try (SocketClient client = connect(ledger)) {
            revoke("nonsense", all).statusCode(401).body("code", equalTo("unauthorized"));
            revoke(token(ledger), all).statusCode(403).body("code", equalTo("forbidden"));
            revoke(admin("default"), Map.of()).statusCode(400).body("code", equalTo("malformed-request"));
            revoke(admin("north"), all).statusCode(204);
            revoke(admin("default"), Map.of("userId", "the-last")).statusCode(204);

            assertFalse(client.isClosed());
            try (SocketClient another = connect(ledger)) {
                assertFalse(another.isClosed());
            }
        }
    }

    private ValidatableResponse revoke(String token, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(balance.resolve("/v1/notifications/revocations"))
                .then();
    }

    private String admin(String tenant) {
        return tokens.token("admin-1", "admin").tenant(tenant).sign();
    }

    private static void refresh(SocketClient client, int ackId, String token) {
        client.send("{\"event\":\"refresh_token\",\"ackId\":" + ackId + ",\"data\":{\"token\":\"" + token + "\"}}");
    }

    private static String id(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        return claims.replaceAll(".*\"jti\":\"([^\"]+)\".*", "$1");
    }
}
