package io.ballast.chainbalance.profile;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code GET /api/user/profile} by what is stored, on a network that is not configured here. */
@QuarkusTest
class ProfileIT extends RunningService {

    @Test
    void givenNoWallet_whenAsked_thenBothAreZeroAndAbsent() {
        // then
        asUser().get("/api/user/profile")
                .then()
                .statusCode(200)
                .body("id", equalTo(user))
                .body("smiles", equalTo(0))
                .body("hbar", equalTo(0))
                .body("smiles_status", equalTo("ABSENT"))
                .body("hbar_status", equalTo("ABSENT"))
                .body("asOf", nullValue());
    }

    @Test
    void givenACustodialWallet_whenAsked_thenBothAreExact() {
        // given
        UUID wallet = custodialWallet();
        known(wallet, "SMILES", 12_345, 2);
        known(wallet, "HBAR", 100_000_001, 8);

        // when
        Response answer = asUser().get("/api/user/profile");

        // then
        answer.then().statusCode(200).body("success", equalTo(true)).body("source", equalTo("blockchain"));
        assertTrue(answer.asString().contains("\"smiles\":123.45,"), answer.asString());
        assertTrue(answer.asString().contains("\"hbar\":1.00000001,"), answer.asString());
    }

    @Test
    void givenAWalletOfWhichOneWasNeverRead_whenAsked_thenItIsNotShownAsAZero() {
        // given
        known(custodialWallet(), "HBAR", 1, 8);

        // then
        assertProblem(asUser().get("/api/user/profile").then(), 503, "balance-unknown");
    }

    @Test
    void givenAnotherUser_whenAsked_thenOnlyAnAdminMay() {
        // then
        asUser().queryParam("userId", "somebody-else")
                .get("/api/user/profile")
                .then()
                .statusCode(403);
        asAdmin()
                .queryParam("userId", "somebody-else")
                .get("/api/user/profile")
                .then()
                .statusCode(200);
    }

    private UUID custodialWallet() {
        UUID wallet = UUID.randomUUID();
        database.update(
                "insert into wallets (id, tenant, owner_type, owner_id, chain, network, address, role)"
                        + " values (?, 'default', 'user', ?, 'hedera', ?, '0.0.1001', 'custodial')",
                wallet,
                user,
                setting("ballast.profile.network"));
        return wallet;
    }

    private void known(UUID wallet, String asset, long raw, int decimals) {
        database.update(
                "insert into chain_balances (wallet_id, tenant, asset, raw, decimals, version, block_height, finality,"
                        + " source, as_of, checked_at) values (?, 'default', ?, ?, ?, 1, 5, 'finalized', 'mirror_node', now(), now())",
                wallet,
                asset,
                raw,
                decimals);
    }
}
