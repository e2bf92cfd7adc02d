package io.ballast.autodeposit.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingRulesTest {

    private static final UUID WALLET = UUID.fromString("00000000-0000-0000-0000-00000000000a");

    @Test
    void givenAWalletNeverSeen_whenObserved_thenItIsTheBaseline() {
        Tracking decision = TrackingRules.decide(neverSeen(), observed("100", 1));

        assertEquals(new Tracking.Baseline(UsdcAmount.of("100"), 0), decision);
    }

    @Test
    void givenAWalletNeverSeen_whenObservedAtALaterVersion_thenNothingWasMissed() {
        Tracking decision = TrackingRules.decide(neverSeen(), observed("100", 17));

        assertEquals(new Tracking.Baseline(UsdcAmount.of("100"), 0), decision);
    }

    @Test
    void givenAKnownBalance_whenMoreIsObserved_thenItIncreasedByTheDifference() {
        Tracking decision = TrackingRules.decide(known("100", 1), observed("150.5", 2));

        assertEquals(new Tracking.Increase(UsdcAmount.of("100"), UsdcAmount.of("150.5"), 0), decision);
        assertEquals(
                UsdcAmount.of("50.5"),
                assertInstanceOf(Tracking.Increase.class, decision).amount());
    }

    @Test
    void givenAKnownBalance_whenLessIsObserved_thenItDecreasedByTheDifference() {
        Tracking decision = TrackingRules.decide(known("100", 1), observed("0", 2));

        assertEquals(new Tracking.Decrease(UsdcAmount.of("100"), UsdcAmount.of("0"), 0), decision);
        assertEquals(
                UsdcAmount.of("100"),
                assertInstanceOf(Tracking.Decrease.class, decision).amount());
    }

    @Test
    void givenAKnownBalance_whenTheSameIsObservedAtANewerVersion_thenItIsUnchanged() {
        Tracking decision = TrackingRules.decide(known("100", 1), observed("100.0", 2));

        assertEquals(new Tracking.Unchanged(UsdcAmount.of("100"), 0), decision);
    }

    @Test
    void givenAZeroBalance_whenMoreIsObserved_thenItIncreasedAndIsNoBaseline() {
        Tracking decision = TrackingRules.decide(known("0", 1), observed("25", 2));

        assertEquals(new Tracking.Increase(UsdcAmount.of("0"), UsdcAmount.of("25"), 0), decision);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 5})
    void givenAKnownVersion_whenAVersionNotNewerIsObserved_thenItIsStale(long version) {
        Tracking decision = TrackingRules.decide(known("100", 5), observed("999", version));

        assertEquals(new Tracking.Stale(version, 5), decision);
    }

    @Test
    void givenAKnownVersion_whenOneFurtherOnIsObserved_thenTheNewerWinsAndTheGapIsSaid() {
        Tracking decision = TrackingRules.decide(known("100", 5), observed("90", 9));

        assertEquals(new Tracking.Decrease(UsdcAmount.of("100"), UsdcAmount.of("90"), 3), decision);
    }

    @Test
    void givenABalanceSetByHandBeforeAnyEvent_whenObserved_thenItIsComparedWithThat() {
        TrackedWallet wallet = wallet(Optional.of(UsdcAmount.of("40")), OptionalLong.empty());

        Tracking decision = TrackingRules.decide(wallet, observed("50", 3));

        assertEquals(new Tracking.Increase(UsdcAmount.of("40"), UsdcAmount.of("50"), 0), decision);
    }

    @Test
    void givenAnotherOwner_whenObserved_thenItIsAContradiction() {
        assertContradiction(new BalanceObservation(WALLET, "user-b", "GA", "testnet", UsdcAmount.of("1"), 100, 9));
    }

    @Test
    void givenAnotherAccount_whenObserved_thenItIsAContradiction() {
        assertContradiction(new BalanceObservation(WALLET, "user-a", "GB", "testnet", UsdcAmount.of("1"), 100, 9));
    }

    @Test
    void givenAnotherNetwork_whenObserved_thenItIsAContradiction() {
        assertContradiction(new BalanceObservation(WALLET, "user-a", "GA", "mainnet", UsdcAmount.of("1"), 100, 9));
    }

    private static void assertContradiction(BalanceObservation observation) {
        assertInstanceOf(Tracking.Contradiction.class, TrackingRules.decide(known("100", 5), observation));
    }

    private static BalanceObservation observed(String balance, long version) {
        return new BalanceObservation(WALLET, "user-a", "GA", "testnet", UsdcAmount.of(balance), 100, version);
    }

    private static TrackedWallet neverSeen() {
        return wallet(Optional.empty(), OptionalLong.empty());
    }

    private static TrackedWallet known(String balance, long version) {
        return wallet(Optional.of(UsdcAmount.of(balance)), OptionalLong.of(version));
    }

    private static TrackedWallet wallet(Optional<UsdcAmount> previous, OptionalLong version) {
        return new TrackedWallet(
                WALLET,
                "user-a",
                "GA",
                "testnet",
                previous,
                version,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }
}
