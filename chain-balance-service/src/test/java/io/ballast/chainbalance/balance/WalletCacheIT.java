package io.ballast.chainbalance.balance;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.RunningService;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.refresh.KnownValue;
import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.ReadKey;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.Wallet;
import io.ballast.chainbalance.wallet.WalletChange;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Redis makes answers cheap, and can make none of them wrong. */
@QuarkusTest
class WalletCacheIT extends RunningService {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @Inject
    WalletCache cache;

    @Test
    void givenAnAnswer_whenAskedAgain_thenRedisHasItForATimeBetweenTheBounds() {
        // given
        known(5);

        // when
        eventually().until(() -> pttl() > 0);

        // then
        assertTrue(pttl() <= 60_000, Long.toString(pttl()));
        assertKnown("5");
    }

    @Test
    void givenRedisIsEmptied_whenAsked_thenTheAnswerIsTheSame() {
        // given
        known(6);

        // when
        redis.flushAll();

        // then
        assertKnown("6");
    }

    @Test
    void givenRedisHoldsNonsense_whenAsked_thenTheDatabaseAnswers() {
        // given
        known(7);

        // when
        redis.command("HSET", entry(), "wallets", "[{\"id\":\"no\"}]");
        redis.command("SET", stamp(), "of nonsense");

        // then
        assertKnown("7");
    }

    @Test
    void givenRedisIsAway_whenWalletsComeAndGo_thenNothingIsWrongThenOrAfterwards() {
        // given
        known(8);
        redis.kill();
        UUID second;
        try {
            // when
            second = register(newAddress(), "proxy");

            // then
            balances().body("wallets", hasSize(2));
        } finally {
            redis.restart();
        }
        balances().body("wallets", hasSize(2));

        // when
        asUser().delete("/v1/wallets/" + second).then().statusCode(204);

        // then
        eventually().untilAsserted(() -> balances().body("wallets", hasSize(1)));
    }

    @Test
    void givenAWalletIsRegistered_whenAskedRightAfter_thenItIsThere() {
        // given
        known(9);

        // when
        register(newAddress(), "proxy");

        // then
        balances().body("wallets", hasSize(2));
    }

    @Test
    void givenAProcessThatDiesBeforeItTellsOfAWallet_whenAskedMeanwhile_thenNothingIsFilledIn() {
        // given
        Owner owner = Owner.user(user);
        Wallet wallet = wallet(owner);
        WalletChange change = new WalletChange(UUID.randomUUID(), "default", owner);
        cache.fill("default", owner, "0", known(wallet, 1, NOON));
        eventually().until(() -> cached(owner).isPresent());

        // when
        cache.changing(change).await().indefinitely();
        cache.fill("default", owner, generation(), known(wallet, 1, NOON));

        // then
        assertTrue(isEmpty(owner));

        // when
        cache.changed(change).await().indefinitely();
        cache.fill("default", owner, generation(), known(wallet, 1, NOON));

        // then
        eventually().until(() -> cached(owner).isPresent());
    }

    @Test
    void givenTwoWhoChangeAnOwnersWallets_whenOneIsDone_thenNothingIsFilledInBeforeTheOther() {
        // given
        Owner owner = Owner.user(user);
        WalletChange first = new WalletChange(UUID.randomUUID(), "default", owner);
        WalletChange second = new WalletChange(UUID.randomUUID(), "default", owner);
        cache.changing(first).await().indefinitely();
        cache.changing(second).await().indefinitely();

        // when
        cache.changed(first).await().indefinitely();
        cache.fill("default", owner, generation(), known(wallet(owner), 1, NOON));

        // then
        assertTrue(isEmpty(owner));
    }

    @Test
    void givenARememberedEntry_whenAnotherReplicaChangesIt_thenTheNextAnswerHasTheChange() {
        // given
        Owner owner = Owner.user(user);
        Wallet wallet = wallet(owner);
        cache.fill("default", owner, "0", known(wallet, 1, NOON));
        eventually().until(() -> cached(owner).isPresent());
        assertEquals(Optional.of(BigInteger.ONE), cached(owner));

        // when
        String values = redis.command("HGET", entry(), wallet.id().toString());
        redis.command("HSET", entry(), wallet.id().toString(), values.replace("\"raw\":1,", "\"raw\":2,"));
        redis.command("SET", stamp(), "another");

        // then
        assertEquals(Optional.of(BigInteger.TWO), cached(owner));

        // when
        redis.flushAll();

        // then
        assertTrue(isEmpty(owner));
    }

    @Test
    void givenWhatWasReadBeforeARefresh_whenItIsFilledInAfterwards_thenItIsNotTaken() {
        // given
        Owner owner = Owner.user(user);
        Wallet wallet = wallet(owner);
        eventually().until(() -> isEmpty(owner));
        String generation = generation();

        // when
        cache.refreshed(Map.of(wallet, List.of(observed(wallet, 2, NOON.plusSeconds(1)))));
        eventually().until(() -> !generation().equals(generation));
        cache.fill("default", owner, generation, known(wallet, 1, NOON));
        cache.fill("default", owner, generation(), known(wallet, 2, NOON.plusSeconds(1)));

        // then
        eventually().until(() -> cached(owner).isPresent());
        assertEquals(Optional.of(BigInteger.TWO), cached(owner));
    }

    @Test
    void givenALaterValue_whenAnEarlierOneComes_thenTheLaterOneStays() {
        // given
        Owner owner = Owner.user(user);
        Wallet wallet = wallet(owner);
        eventually().until(() -> isEmpty(owner));
        cache.fill("default", owner, "0", known(wallet, 1, NOON));
        eventually().until(() -> cached(owner).isPresent());

        // when
        cache.refreshed(Map.of(wallet, List.of(observed(wallet, 3, NOON.plusSeconds(3)))));
        eventually().until(() -> cached(owner).equals(Optional.of(BigInteger.valueOf(3))));
        cache.refreshed(Map.of(wallet, List.of(observed(wallet, 2, NOON.plusSeconds(2)))));
        cache.refreshed(Map.of(wallet, List.of(observed(wallet, 4, NOON.plusSeconds(4)))));

        // then
        eventually().until(() -> cached(owner).equals(Optional.of(BigInteger.valueOf(4))));
        cache.refreshed(Map.of(wallet, List.of(observed(wallet, 2, NOON.plusSeconds(2)))));
        assertEquals(Optional.of(BigInteger.valueOf(4)), cached(owner));
    }

    private boolean isEmpty(Owner owner) {
        return cache.read("default", owner).await().indefinitely() instanceof WalletCache.Found.Nothing;
    }

    private Optional<BigInteger> cached(Owner owner) {
        return cache.read("default", owner).await().indefinitely() instanceof WalletCache.Found.Wallets found
                ? found.known()
                        .wallets()
                        .getFirst()
                        .observations()
                        .getFirst()
                        .known()
                        .map(KnownValue::raw)
                : Optional.empty();
    }

    private void known(long units) {
        String address = newAddress();
        evm.token().mint(address, BigInteger.valueOf(units));
        register(address, "derived");
        eventually().untilAsserted(() -> assertKnown(Long.toString(units)));
    }

    private void assertKnown(String raw) {
        balances().body("wallets[0].balances[0].raw", equalTo(raw));
    }

    private ValidatableResponse balances() {
        return asUser().get("/v1/users/" + user + "/balances").then().statusCode(200);
    }

    private String entry() {
        return "{chain-balance:default:user:" + user + "}:known";
    }

    private String stamp() {
        return "{chain-balance:default:user:" + user + "}:stamp";
    }

    private String generation() {
        String generation = redis.command("GET", "{chain-balance:default:user:" + user + "}:generation");
        return generation == null || generation.isEmpty() ? "0" : generation;
    }

    private long pttl() {
        return Long.parseLong(redis.command("PTTL", entry()));
    }

    private static Wallet wallet(Owner owner) {
        return new Wallet(
                UUID.randomUUID(),
                "default",
                owner,
                new ChainNetwork("evm", "local"),
                "0xwallet",
                WalletRole.DERIVED,
                NOON);
    }

    private static KnownOwner known(Wallet wallet, long raw, Instant at) {
        return new KnownOwner(List.of(new KnownWallet(wallet, List.of(observed(wallet, raw, at)))));
    }

    private static Observation observed(Wallet wallet, long raw, Instant at) {
        KnownValue value = new KnownValue(BigInteger.valueOf(raw), 1, 1, "0xblock", "latest", "blockchain", at, null);
        return new Observation(
                new ReadKey(wallet.id(), "USDC", ""), 6, Optional.of(value), at, Optional.empty(), List.of());
    }
}
