package io.ballast.autodeposit.snapshot;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.ballast.autodeposit.RunningService;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Two users of one tenant with a wallet each, their snapshots, and their requests. */
abstract class SnapshotApi extends RunningService {

    private static final String INSERT = """
            insert into balance_snapshots
                (tenant, user_id, wallet_id, usdc_balance, previous_balance, snapshot_type, created_at)
            values (?, ?, ?, ?, ?, ?, ?::timestamptz)
            """;

    final String tenant = "tenant-" + UUID.randomUUID();
    UUID walletOfA;
    UUID walletOfB;

    @BeforeEach
    void givenTwoUsersWithAWallet() {
        walletOfA = wallet(tenant, "user-a");
        walletOfB = wallet(tenant, "user-b");
    }

    static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ballast:problem:" + code))
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("title", not(nullValue()))
                .body("instance", startsWith("/v1/"));
    }

    ValidatableResponse list(String user, String query) {
        String path = query.isEmpty() ? "/v1/snapshots" : "/v1/snapshots?" + query;
        return caller(user, "user").get(path).then().statusCode(200);
    }

    RequestSpecification caller(String user, String group) {
        String token = tokens.token(user, group).tenant(tenant).sign();
        return given().urlEncodingEnabled(false).auth().oauth2(token);
    }

    private UUID wallet(String ofTenant, String user) {
        UUID id = UUID.randomUUID();
        database.update(
                "insert into stellar_wallets (tenant, id, user_id, public_key, network) values (?, ?, ?, 'G', 'testnet')",
                ofTenant,
                id,
                user);
        return id;
    }

    void snapshot(UUID wallet, String user, String balance, String previous, String type, String at) {
        BigDecimal known = previous == null ? null : new BigDecimal(previous);
        database.update(INSERT, tenant, user, wallet, new BigDecimal(balance), known, type, at);
    }
}
