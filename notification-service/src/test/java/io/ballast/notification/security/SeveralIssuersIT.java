package io.ballast.notification.security;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Oracle;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replica that trusts two issuers, each for its own tenants. */
@QuarkusTest
class SeveralIssuersIT extends RunningService {

    private static final String PARTNER = "partner";

    @Test
    void givenTwoIssuers_whenEachSpeaks_thenItIsHeardForItsOwnTenantsOnly() throws Exception {
        // given
        TokenIssuer partner = TokenIssuer.create();
        LedgerFixture ours = LedgerFixture.newUser();
        LedgerFixture theirs = LedgerFixture.of("north", ours.userId());
        String ourToken = token(ours);
        String theirToken = partnersToken(partner, theirs.userId(), "north");
        try (JwksServer keys = JwksServer.start(partner);
                Replica replica = start(keys);
                SocketClient ourClient = SocketClient.connect(replica.balance(), ourToken);
                SocketClient theirClient = SocketClient.connect(replica.balance(), theirToken)) {
            ourClient.awaitData("balance_initial");
            theirClient.awaitData("balance_initial");

            // when
            publish(ours.change("1.00"), theirs.change("5.00"), ours.completed("1.00"), theirs.completed("5.00"));

            // then each hears its own
            ourClient.await("transaction_completed", 1);
            theirClient.await("transaction_completed", 1);
            Oracle.of(ourClient.frames(), ours).assertBalance(ours, "1.00");
            Oracle.of(theirClient.frames(), theirs).assertBalance(theirs, "5.00");

            // and nobody speaks for another's tenant, by whatever way
            assertRefused(
                    replica,
                    tokens.token(theirs.userId(), "user").tenant("north").sign());
            assertRefused(replica, partnersToken(partner, ours.userId(), "default"));
            assertRefused(
                    replica,
                    partner.token(theirs.userId(), "user").tenant("north").sign());

            // when a partner's administrator revokes the user of that id
            revoke(
                    replica,
                    partner.token("admin-1", "admin")
                            .tenant("north")
                            .issuer(PARTNER)
                            .sign(),
                    ours.userId());

            // then it is the partner's user
            assertEquals(1008, theirClient.awaitClose());
            assertFalse(ourClient.isClosed());
        }
    }

    @Test
    void givenSocketsOnTwoReplicas_whenTheirTokenIsRevokedOnOne_thenBothAreClosed() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (Replica other = Replica.start();
                SocketClient here = connect(ledger);
                SocketClient there = SocketClient.connect(other.balance(), token(ledger))) {
            there.awaitData("balance_initial");

            revoke(other, tokens.token("admin-1", "admin").sign(), ledger.userId());

            assertEquals(1008, here.awaitClose());
            assertEquals(1008, there.awaitClose());
            assertEquals("token_revoked", here.closeReason().orElseThrow());
        }
    }

    private Replica start(JwksServer keys) {
        String issuer = "ballast.tokens.issuers.partner.";
        return Replica.start(
                "ballast.tokens.issuers.main.tenants=default",
                issuer + "issuer=" + PARTNER,
                issuer + "jwks-url=" + keys.url(),
                issuer + "audience=" + TokenIssuer.AUDIENCE,
                issuer + "tenants=north");
    }

    private static String partnersToken(TokenIssuer partner, String userId, String tenant) {
        return partner.token(userId, "user").tenant(tenant).issuer(PARTNER).sign();
    }

    private static void assertRefused(Replica replica, String token) {
        SocketClient.Refused refused =
                assertThrows(SocketClient.Refused.class, () -> SocketClient.connect(replica.balance(), token));
        assertEquals(401, refused.status());
        for (String path : new String[] {"/v1/notifications", "/v1/events", "/v1/devices"}) {
            given().auth()
                    .oauth2(token)
                    .get(replica.balance().resolve(path))
                    .then()
                    .statusCode(401);
        }
    }

    private static void revoke(Replica replica, String admin, String userId) {
        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("userId", userId))
                .post(replica.balance().resolve("/v1/notifications/revocations"))
                .then()
                .statusCode(204);
    }
}
