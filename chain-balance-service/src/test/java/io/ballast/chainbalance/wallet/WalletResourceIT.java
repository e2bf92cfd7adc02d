package io.ballast.chainbalance.wallet;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.chainbalance.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WalletResourceIT extends RunningService {

    private static final String ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    @Test
    void givenAnAddressInLowerCase_whenRegistered_thenItIsStoredWithItsChecksum() {
        // when
        String id = registration(asUser(), ADDRESS.toLowerCase(Locale.ROOT), "derived")
                .statusCode(201)
                .header("Location", containsString("/v1/wallets/"))
                .body("address", equalTo(ADDRESS))
                .body("ownerType", equalTo("user"))
                .body("ownerId", equalTo(user))
                .body("chain", equalTo("evm"))
                .body("network", equalTo("local"))
                .body("role", equalTo("derived"))
                .body("createdAt", endsWith("Z"))
                .extract()
                .path("id");

        // then
        asUser().get("/v1/wallets/" + id).then().statusCode(200).body("address", equalTo(ADDRESS));
        asUser().get("/v1/wallets").then().statusCode(200).body("wallets.id", equalTo(List.of(id)));
    }

    @Test
    void givenARegisteredAddress_whenRegisteredAgain_thenItIsAConflictThatNamesTheWallet() {
        // given
        UUID wallet = register(ADDRESS, "derived");

        // then
        registration(asUser(), ADDRESS.toLowerCase(Locale.ROOT), "proxy")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ballast:problem:wallet-exists"))
                .body("walletId", equalTo(wallet.toString()));
    }

    @Test
    void givenAnAddressOfAnotherUser_whenRegistered_thenNobodyIsLockedOut() {
        // given
        register(ADDRESS, "derived");

        // then
        registration(as(tokens.token("user-" + UUID.randomUUID(), "user").sign()), ADDRESS, "derived")
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"chain\":\"evm\",\"network\":\"local\",\"address\":\"0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\",\"role\":\"derived\"}",
                "{\"chain\":\"evm\",\"network\":\"local\",\"address\":\"0x12\",\"role\":\"derived\"}",
                "{\"chain\":\"evm\",\"network\":\"local\",\"role\":\"derived\"}",
                "{\"chain\":\"evm\",\"network\":\"nowhere\",\"address\":\"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\",\"role\":\"derived\"}",
                "{\"chain\":\"evm\",\"network\":\"local\",\"address\":\"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\",\"role\":\"hot\"}",
                "{\"chain\":\"evm\",\"network\":\"local\",\"address\":\"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\"}",
                "{}",
                ""
            })
    void givenAWalletThatCanNotBe_whenRegistered_thenItIsRefusedWithoutInternals(String body) {
        // then
        assertRefused(body, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"chain\":", "\"x\""})
    void givenABodyThatCanNotBeRead_whenRegistered_thenItIsRefusedWithoutInternals(String body) {
        // then
        assertRefused(body, "malformed-request");
    }

    @Test
    void givenAUser_whenRegisteringForAnother_thenOnlyAnAdminMay() {
        // given
        Map<String, String> body = Map.of(
                "chain", "evm",
                "network", "local",
                "address", ADDRESS,
                "role", "derived",
                "ownerType", "community",
                "ownerId", "community-" + user);

        // then
        asUser().body(body).post("/v1/wallets").then().statusCode(403);
        asAdmin().body(body).post("/v1/wallets").then().statusCode(201).body("ownerType", equalTo("community"));
        asAdmin()
                .queryParam("ownerType", "community")
                .queryParam("ownerId", "community-" + user)
                .get("/v1/wallets")
                .then()
                .statusCode(200)
                .body("wallets", hasSize(1));
        asUser().queryParam("ownerType", "community")
                .queryParam("ownerId", "community-" + user)
                .get("/v1/wallets")
                .then()
                .statusCode(403);
        asAdmin()
                .queryParam("ownerId", "with a null \u0000")
                .get("/v1/wallets")
                .then()
                .statusCode(400)
                .body("field", equalTo("ownerId"));
    }

    @Test
    void givenSomebodyElsesWallet_whenReadOrRemoved_thenItIsNotThere() {
        // given
        UUID wallet = register(ADDRESS, "derived");
        Stream<String> strangers = Stream.of(
                tokens.token("user-" + UUID.randomUUID(), "user").sign(),
                tokens.token(user, "user").tenant("elsewhere").sign(),
                tokens.token("admin-2", "admin").tenant("elsewhere").sign());

        // then
        strangers.forEach(stranger -> {
            as(stranger).get("/v1/wallets/" + wallet).then().statusCode(404);
            as(stranger).delete("/v1/wallets/" + wallet).then().statusCode(404);
            as(stranger).get("/v1/wallets").then().statusCode(200).body("wallets", hasSize(0));
        });
        asUser().get("/v1/wallets/" + wallet).then().statusCode(200);
    }

    @Test
    void givenAWallet_whenRemoved_thenItsBalanceIsForgottenAndItsAddressIsFree() {
        // given
        UUID wallet = register(newAddress(), "derived");
        eventually().until(() -> asUser().get("/api/balance").statusCode() == 200);

        // when
        asUser().delete("/v1/wallets/" + wallet).then().statusCode(204);

        // then
        asUser().get("/v1/wallets/" + wallet).then().statusCode(404);
        asUser().get("/api/balance").then().statusCode(404);
        assertEquals(List.of(), database.query("select 1 from chain_balances where wallet_id = ?", wallet));
        assertEquals(List.of(), database.query("select 1 from wallet_refreshes where wallet_id = ?", wallet));
        assertEquals(
                1,
                database.query("select 1 from chain_balance_history where wallet_id = ?", wallet)
                        .size());
    }

    @Test
    void givenManyRegistrationsAtOnce_whenTheLimitIsReached_thenTheRestIsRefused() {
        // given
        int limit = 20;

        // when
        List<Integer> statuses;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = IntStream.range(0, limit + 5)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> registration(asUser(), newAddress(), "derived")
                                    .extract()
                                    .statusCode(),
                            clients))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }

        // then
        assertEquals(limit, statuses.stream().filter(status -> status == 201).count());
        assertEquals(5, statuses.stream().filter(status -> status == 422).count());
        registration(asUser(), newAddress(), "derived")
                .statusCode(422)
                .body("type", equalTo("urn:ballast:problem:wallet-limit-reached"));
    }

    @Test
    void givenOtherMistakes_whenMade_thenEachHasItsStableType() {
        // then
        asUser().get("/v1/wallets/not-a-uuid").then().statusCode(404).body("code", equalTo("not-found"));
        asUser().get("/v1/nothing").then().statusCode(404).body("code", equalTo("not-found"));
        asUser().put("/v1/wallets").then().statusCode(405).body("code", equalTo("method-not-allowed"));
        asUser().contentType(ContentType.TEXT)
                .body("x")
                .post("/v1/wallets")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported-media-type"))
                .body("title", notNullValue());
    }

    @Test
    void givenABodyThatIsTooLarge_whenSent_thenItIsRefusedWithAProblem() {
        // then
        asUser().body(" ".repeat(16 * 1024 + 1))
                .post("/v1/wallets")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ballast:problem:payload-too-large"))
                .body("instance", equalTo("/v1/wallets"));
    }

    private void assertRefused(String body, String code) {
        asUser().body(body)
                .post("/v1/wallets")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ballast:problem:" + code))
                .body("instance", equalTo("/v1/wallets"))
                .body(not(containsString("io.ballast")))
                .body(not(containsString("xception")));
    }
}
