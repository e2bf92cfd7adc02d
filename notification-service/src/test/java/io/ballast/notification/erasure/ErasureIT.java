package io.ballast.notification.erasure;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is left of a user who was erased: nothing, in PostgreSQL and in Redis. */
@QuarkusTest
class ErasureIT extends RunningService {

    private static final List<String> TABLES =
            List.of("account_states", "wallet_states", "devices", "pushes", "notification_preferences");

    @Test
    void givenAUserOfWhomAllIsKnown_whenAnAdminErasesThem_thenNothingIsLeftAndTheSameIdElsewhereStays() {
        LedgerFixture user = LedgerFixture.newUser();
        LedgerFixture namesake = LedgerFixture.of("north", user.userId());
        for (LedgerFixture each : List.of(user, namesake)) {
            everythingIsKnownOf(each);
        }
        Map<String, Long> before = rows(namesake);
        String token = token(user);

        try (SocketClient open = connect(user)) {
            erase(user.userId(), admin("default")).statusCode(204);

            await().until(open::isClosed);
        }
        assertTrue(rows(user).values().stream().allMatch(count -> count == 0), () -> "left: " + rows(user));
        assertEquals(0, keys(user));
        given().auth().oauth2(token).get(balance.resolve("/v1/devices")).then().statusCode(401);
        assertEquals(before, rows(namesake));
        assertEquals(3, keys(namesake));

        erase(user.userId(), admin("default")).statusCode(204);
    }

    @Test
    void givenSomebodyElse_whenTheyErase_thenTheyAreRefusedAndNothingIsLost() {
        LedgerFixture user = LedgerFixture.newUser();
        everythingIsKnownOf(user);
        Map<String, Long> before = rows(user);

        erase(user.userId(), "nonsense").statusCode(401).body("code", equalTo("unauthorized"));
        erase(user.userId(), token(user)).statusCode(403).body("code", equalTo("forbidden"));
        erase(user.userId(), tokens.token("operator-1", "operator").sign()).statusCode(403);
        erase(user.userId(), admin("north")).statusCode(204);
        erase("x".repeat(256), admin("default")).statusCode(400).body("code", equalTo("malformed-request"));
        given().get(path(user.userId())).then().statusCode(405).header("Allow", "DELETE");

        assertEquals(before, rows(user));
        assertEquals(3, keys(user));
    }

    /** A balance and a stream, a wallet's balance, a device, a push to it, and preferences. */
    private void everythingIsKnownOf(LedgerFixture user) {
        send(user, "POST", "/v1/devices", "{\"kind\":\"fcm\",\"token\":\"" + UUID.randomUUID() + "-of-a-phone\"}", 201);
        send(user, "PUT", "/v1/notification-preferences", "{\"deposits\":true,\"thresholds\":{\"USD\":1}}", 200);
        walletStateOf(user);
        publish(user.change("500.00"), user.completed("500.00"));
        await().until(() -> rows(user).values().stream().noneMatch(count -> count == 0) && keys(user) == 3);
    }

    private void send(LedgerFixture user, String method, String path, String body, int status) {
        given().auth()
                .oauth2(token(user))
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, balance.resolve(path))
                .then()
                .statusCode(status);
    }

    private void walletStateOf(LedgerFixture user) {
        String call =
                "select save_wallet_state(?, ?, gen_random_uuid(), 'USDC', 'stellar', 'testnet', 'G1', 'derived', 1,"
                        + " 5, clock_timestamp())";
        try (Connection connection = postgres.connect(DATABASE);
                PreparedStatement statement = connection.prepareStatement(call)) {
            statement.setString(1, user.tenant());
            statement.setString(2, user.userId());
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private ValidatableResponse erase(String user, String token) {
        return given().auth().oauth2(token).delete(path(user)).then();
    }

    private URI path(String user) {
        return balance.resolve("/v1/notifications/users/" + user);
    }

    private String admin(String tenant) {
        return tokens.token("admin-1", "admin").tenant(tenant).sign();
    }

    private Map<String, Long> rows(LedgerFixture user) {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = postgres.connect(DATABASE)) {
            for (String table : TABLES) {
                rows.put(table, rows(connection, table, user));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    private static long rows(Connection connection, String table, LedgerFixture user) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement("select count(*) from " + table + " where tenant = ? and user_id = ?")) {
            count.setString(1, user.tenant());
            count.setString(2, user.userId());
            try (ResultSet found = count.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }

    private long keys(LedgerFixture user) {
        String tag = "notification:{" + user.tenant() + ":" + user.userId() + "}:";
        String[] exists = Stream.concat(
                        Stream.of("EXISTS"),
                        Stream.of("state", "stream", "seen").map(tag::concat))
                .toArray(String[]::new);
        return Long.parseLong(redis.command(exists));
    }
}
