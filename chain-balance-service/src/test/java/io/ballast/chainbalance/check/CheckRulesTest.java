package io.ballast.chainbalance.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.balance.AssetTotal;
import io.ballast.chainbalance.balance.Freshness;
import io.ballast.chainbalance.balance.Holdings;
import io.ballast.chainbalance.balance.Status;
import io.ballast.chainbalance.chain.Finality;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Freshness ANY = new Freshness(Optional.empty(), Finality.LATEST, Optional.empty());
    private static final Freshness FIVE_SECONDS =
            new Freshness(Optional.of(Duration.ofSeconds(5)), Finality.LATEST, Optional.empty());

    @ParameterizedTest
    @CsvSource({"10.000000, 10", "10.000000, 9.999999", "0.000001, 0.000001"})
    void givenEnough_whenChecked_thenItSuffices(BigDecimal balance, BigDecimal amount) {
        // when
        CheckVerdict verdict = decide(holding(balance, Status.FRESH, NOW), amount, ANY);

        // then
        assertInstanceOf(CheckVerdict.Sufficient.class, verdict);
    }

    @Test
    void givenOneUnitTooLittle_whenChecked_thenThatIsTheShortfall() {
        // when
        CheckVerdict verdict =
                decide(holding(new BigDecimal("10.000000"), Status.FRESH, NOW), new BigDecimal("10.000001"), ANY);

        // then
        assertEquals(
                new BigDecimal("0.000001"),
                assertInstanceOf(CheckVerdict.Insufficient.class, verdict).shortfall());
    }

    @Test
    void givenAWalletNeverRead_whenChecked_thenItIsNeitherEnoughNorTooLittle() {
        // when
        CheckVerdict verdict = decide(holding(null, Status.UNKNOWN, null), BigDecimal.ONE, ANY);

        // then
        assertInstanceOf(CheckVerdict.Unknown.class, verdict);
    }

    @Test
    void givenNoWalletForTheAsset_whenChecked_thenItSaysSo() {
        // given
        Holdings nothing = new Holdings(List.of(), List.of(), List.of(), true, NOW, false, false);

        // then
        assertInstanceOf(CheckVerdict.NoWallet.class, decide(nothing, BigDecimal.ONE, ANY));
    }

    @Test
    void givenABalanceOlderThanAskedFor_whenChecked_thenItDecidesNothing() {
        // given
        Instant sixSecondsAgo = NOW.minusSeconds(6);

        // then
        assertInstanceOf(
                CheckVerdict.TooOld.class,
                decide(holding(BigDecimal.TEN, Status.LAST_KNOWN, sixSecondsAgo), BigDecimal.ONE, FIVE_SECONDS));
        assertInstanceOf(
                CheckVerdict.Sufficient.class,
                decide(holding(BigDecimal.TEN, Status.LAST_KNOWN, sixSecondsAgo), BigDecimal.ONE, ANY));
        assertInstanceOf(
                CheckVerdict.Sufficient.class,
                decide(holding(BigDecimal.TEN, Status.FRESH, NOW.minusSeconds(5)), BigDecimal.ONE, FIVE_SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1e999999999", "1e-999999999", "0.0000000000000000000000000000000000001"})
    void givenWhatIsNoAmount_whenChecked_thenItIsNone(String text) {
        // then
        assertFalse(CheckRules.isAmount(new BigDecimal(text)));
    }

    @Test
    void givenTheWidestNumberOfAChain_whenChecked_thenItIsAnAmount() {
        // then
        assertTrue(CheckRules.isAmount(new BigDecimal("9".repeat(78))));
    }

    private static CheckVerdict decide(Holdings holdings, BigDecimal amount, Freshness freshness) {
        return CheckRules.decide(holdings, "USDC", amount, freshness);
    }

    @ParameterizedTest
    @CsvSource({"10, true", "9.999999, false", ", false"})
    void givenTooLittleThatIsFinal_whenNewerBalancesSuffice_thenItAwaitsOnlyThat(BigDecimal newest, boolean awaiting) {
        // when
        CheckVerdict verdict = decide(holding(BigDecimal.ONE, Status.FRESH, NOW, newest), BigDecimal.TEN, ANY);

        // then
        CheckVerdict.Insufficient insufficient = assertInstanceOf(CheckVerdict.Insufficient.class, verdict);
        assertEquals(new BigDecimal(9), insufficient.shortfall());
        assertEquals(awaiting, insufficient.awaitingFinality());
    }

    private static Holdings holding(BigDecimal amount, Status status, Instant asOf) {
        return holding(amount, status, asOf, amount);
    }

    private static Holdings holding(BigDecimal amount, Status status, Instant asOf, BigDecimal newest) {
        return new Holdings(
                List.of(new AssetTotal("USDC", amount, status, asOf)),
                List.of(new AssetTotal("USDC", newest, status, asOf)),
                List.of(new UUID(0, 1)),
                true,
                NOW,
                false,
                false);
    }
}
