package io.ballast.notification.socket;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HandshakeIT extends RunningService {

    JwksServer jwks;

    @Test
    void givenATokenInTheAuthorizationHeader_whenASocketOpens_thenItIsAccepted() {
        assertAccepted(balance, builder -> builder.header("Authorization", "Bearer " + good()));
    }

    @Test
    void givenATokenInASubprotocolBesideARealOne_whenASocketOpens_thenItIsAccepted() {
        String carrier = "quarkus-http-upgrade#Authorization#Bearer%20" + good();

        try (SocketClient client =
                SocketClient.connect(balance, builder -> builder.subprotocols("ballast.v1", encoded(carrier)))) {
            client.awaitData("balance_initial");

            assertEquals("ballast.v1", client.subprotocol());
        }
    }

    @Test
    void givenATokenInTheQuery_whenASocketOpens_thenItIsAccepted() {
        assertAccepted(withToken(good()), UnaryOperator.identity());
    }

    @Test
    void givenATokenThatIsNotValid_whenASocketOpens_thenItIsRefusedWhereverItStands() {
        String[] bad = {
            tokens.token("user-a", "user").expired().sign(),
            tokens.token("user-a", "user").issuer("somebody-else").sign(),
            tokens.token("user-a", "user").audience("something-else").sign(),
            tokens.token("user-a", "user").withoutTenant().sign(),
            tokens.token("user-a", "user").signWithForeignKey(),
            TokenIssuer.create().token("user-a", "user").sign(),
            good().substring(0, good().length() - 10),
            "not-a-token"
        };

        for (String token : bad) {
            assertRefused(401, balance, builder -> builder.header("Authorization", "Bearer " + token));
            assertRefused(401, withToken(token), UnaryOperator.identity());
            assertRefused(
                    401,
                    balance,
                    builder -> builder.subprotocols(
                            "ballast.v1", encoded("quarkus-http-upgrade#Authorization#Bearer%20" + token)));
            assertProblem(
                    given().header("Authorization", "Bearer " + token)
                            .get(balance)
                            .then(),
                    401,
                    "unauthorized");
        }
    }

    @Test
    void givenAKeyServerThatIsAway_whenATokenNeedsIt_thenTheClientIsToldToTryAgain() {
        String ofAnUnknownKey = TokenIssuer.create().token("user-a", "user").sign();
        jwks.goAway();

        try {
            // who has just given its keys is not asked again at once
            await().untilAsserted(() -> assertRefused(
                    503, balance, builder -> builder.header("Authorization", "Bearer " + ofAnUnknownKey)));
            ValidatableResponse answer = given().header("Authorization", "Bearer " + ofAnUnknownKey)
                    .get(balance)
                    .then();
            assertProblem(answer, 503, "unavailable");
            answer.header("Retry-After", equalTo("1"));
        } finally {
            jwks.comeBack();
        }
        assertRefused(401, balance, builder -> builder.header("Authorization", "Bearer " + ofAnUnknownKey));
    }

    @Test
    void givenNoToken_whenASocketOpens_thenItIsRefused() {
        assertRefused(401, balance, UnaryOperator.identity());
        assertProblem(given().get(balance).then().header("WWW-Authenticate", "Bearer"), 401, "unauthorized");
        assertProblem(given().header("Authorization", "Basic YTpi").get(balance).then(), 401, "unauthorized");
    }

    @Test
    void givenATokenInTheQuery_whenItIsRefused_thenTheRefusalDoesNotRepeatIt() {
        given().get(withToken("secret-token"))
                .then()
                .statusCode(401)
                .body(not(containsString("secret-token")))
                .body("instance", equalTo("/balance"));
    }

    @Test
    void givenAPageOfAForeignOrigin_whenASocketOpens_thenItIsRefused() {
        assertRefused(
                403,
                balance,
                builder ->
                        builder.header("Authorization", "Bearer " + good()).header("Origin", "https://evil.example"));
        assertProblem(
                given().header("Origin", "https://evil.example").get(balance).then(), 403, "origin-not-allowed");
    }

    @Test
    void givenAHandshakeThatCannotBeRead_whenASocketOpens_thenItIsMalformed() {
        String alone = encoded("quarkus-http-upgrade#Authorization#Bearer%20" + good());
        String otherHeader = encoded("quarkus-http-upgrade#X-Forwarded-For#10.0.0.1");

        assertRefused(400, balance, builder -> builder.subprotocols(alone));
        assertRefused(400, balance, builder -> builder.subprotocols("ballast.v1", otherHeader));
        assertProblem(
                given().header("Sec-WebSocket-Protocol", "quarkus-http-upgrade#Authorization#%zz, ballast.v1")
                        .get(balance)
                        .then(),
                400,
                "malformed-request");
    }

    @Test
    void givenAToken_whenNoUpgradeIsAskedFor_thenTheClientIsToldTo() {
        assertProblem(
                given().header("Authorization", "Bearer " + good()).get(balance).then(), 426, "upgrade-required");
    }

    @Test
    void givenAPathWhereNothingIs_whenItIsAskedFor_thenAProblemSaysSo() {
        assertProblem(given().get(balance.resolve("/nothing")).then(), 404, "not-found");
        assertProblem(
                given().body("x").post(balance.resolve("/nothing/here?token=1")).then(), 404, "not-found");
    }

    @Test
    void givenASocket_whenItsTokenExpires_thenItIsClosed() {
        String shortLived = tokens.token("user-short", "user")
                .expiresIn(Duration.ofSeconds(3))
                .sign();

        try (SocketClient client = SocketClient.connect(balance, shortLived)) {
            client.awaitData("balance_initial");
            assertFalse(client.isClosed());

            assertEquals(1008, client.awaitClose());
            assertEquals("Authentication expired", client.closeReason().orElseThrow());
        }
    }

    private String good() {
        return tokens.token("user-a", "user").sign();
    }

    private URI withToken(String token) {
        return URI.create(balance + "?token=" + token);
    }

    /** The JDK's client checks that a subprotocol is an HTTP token; '#' and '%' are. */
    private static String encoded(String subprotocol) {
        return subprotocol.replace(" ", "%20");
    }

    private static void assertAccepted(URI uri, UnaryOperator<WebSocket.Builder> handshake) {
        try (SocketClient client = SocketClient.connect(uri, handshake)) {
            assertTrue(client.awaitData("balance_initial").has("balance"));
        }
    }

    private static void assertRefused(int status, URI uri, UnaryOperator<WebSocket.Builder> handshake) {
        var refusal = assertThrows(SocketClient.Refused.class, () -> SocketClient.connect(uri, handshake));
        assertEquals(status, refusal.status());
    }

    private static void assertProblem(ValidatableResponse response, int status, String code) {
        response.statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("type", equalTo("urn:ballast:problem:" + code))
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body(not(containsString("io.")))
                .body(not(containsString("Exception")));
    }
}
