package io.ballast.notification.socket;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** As many connections as a tenant, and an address, may have. */
@QuarkusTest
class LimitsIT extends RunningService {

    @Test
    void givenAFullTenantAndThenAFullAddress_whenOneMoreComes_thenOnlyItIsRefused() {
        try (Replica replica = Replica.start(
                        "ballast.delivery.max-connections-per-tenant=2",
                        "ballast.delivery.max-connections-per-address=3");
                SocketClient first = open(replica, "north");
                SocketClient second = open(replica, "north")) {
            // when another user of the full tenant comes
            try (SocketClient third = SocketClient.connect(replica.balance(), tokenOf("north"))) {
                // then
                assertEquals(4003, third.awaitClose());
            }
            assertStreamIsRefused(replica, "north");

            // when another tenant fills the address
            try (SocketClient other = open(replica, "south")) {
                // then nobody else comes from there, until somebody leaves
                assertStreamIsRefused(replica, "west");
                assertFalse(other.isClosed());
            }
            Awaitility.await().until(() -> isServed(replica, "west"));
            assertEquals(2, first.frames().size() + second.frames().size());
        }
    }

    private SocketClient open(Replica replica, String tenant) {
        SocketClient client = SocketClient.connect(replica.balance(), tokenOf(tenant));
        client.awaitData("balance_initial");
        return client;
    }

    private boolean isServed(Replica replica, String tenant) {
        try (SocketClient client = SocketClient.connect(replica.balance(), tokenOf(tenant))) {
            Awaitility.await().until(() -> client.isClosed() || !client.frames().isEmpty());
            return !client.isClosed();
        }
    }

    private void assertStreamIsRefused(Replica replica, String tenant) {
        given().auth()
                .oauth2(tokenOf(tenant))
                .get(replica.balance().resolve("/v1/events"))
                .then()
                .statusCode(429)
                .header("Retry-After", "10")
                .body("code", equalTo("too-many-connections"));
    }

    /** Of a user nobody has heard of. */
    private String tokenOf(String tenant) {
        return tokens.token("user-" + UUID.randomUUID(), "user").tenant(tenant).sign();
    }
}
