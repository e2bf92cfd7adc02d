package io.ballast.autodeposit.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.autodeposit.StellarEvents;
import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.tracking.BalanceObservation;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObservationReadingTest {

    private static final StellarEvents EVENTS = StellarEvents.ofWallet("default", "user-a");

    @Test
    void givenUsdcOfAUsersStellarWallet_whenRead_thenItIsAnObservation() {
        ObservationReading reading = read(EVENTS, "150.5");

        BalanceObservation expected = new BalanceObservation(
                EVENTS.walletId(), "user-a", EVENTS.publicKey(), "testnet", UsdcAmount.of("150.5"), 1003, 3);
        assertEquals(new ObservationReading.Observed(expected), reading);
    }

    static Stream<StellarEvents> othersBusiness() {
        return Stream.of(
                EVENTS.onChain("evm"), EVENTS.onChain("hedera"), EVENTS.ofAsset("XLM"), EVENTS.ownedBy("community"));
    }

    @ParameterizedTest
    @MethodSource("othersBusiness")
    void givenAnotherChainAssetOrKindOfOwner_whenRead_thenItIsIrrelevant(StellarEvents events) {
        assertEquals(new ObservationReading.Irrelevant(), read(events, "150.5"));
    }

    @Test
    void givenAnIrrelevantEventWithAnImpossibleAmount_whenRead_thenItIsStillOnlyIrrelevant() {
        assertEquals(new ObservationReading.Irrelevant(), read(EVENTS.onChain("evm"), "-1"));
    }

    @Test
    void givenAnAmountBeyondTheColumn_whenRead_thenTheReasonIsSaid() {
        assertEquals("the amount has more than 13 digits before the point", reason(read(EVENTS, "10000000000000")));
        assertEquals("the amount has more than 7 digits after the point", reason(read(EVENTS, "0.00000001")));
        assertEquals("the amount is negative", reason(read(EVENTS, "-1")));
    }

    @Test
    void givenAnotherScale_whenRead_thenTheReasonIsSaid() {
        assertEquals("decimals is 6, and USDC on Stellar has 7", reason(read(EVENTS.withDecimals(6), "1")));
    }

    @Test
    void givenAmountsThatDisagree_whenRead_thenTheReasonIsSaid() {
        ObservationReading reading = ObservationReading.of(EVENTS.data(new BigDecimal("1.5"), "1500000", 3));

        assertEquals("newBalance and newBalanceRaw are not the same amount", reason(reading));
    }

    @Test
    void givenNoOwner_whenRead_thenTheReasonIsSaid() {
        assertEquals(
                "the event lacks walletId, userId, address or network",
                reason(read(EVENTS.ofUser("default", ""), "1")));
    }

    private static ObservationReading read(StellarEvents events, String balance) {
        return ObservationReading.of(events.data(new BigDecimal(balance), 3));
    }

    private static String reason(ObservationReading reading) {
        return assertInstanceOf(ObservationReading.Unusable.class, reading).reason();
    }
}
