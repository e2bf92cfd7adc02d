package io.ballast.ledger.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.asset.AmountRules.Sign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountRulesTest {

    private static final Asset USD = new Asset("USD", 2, "US dollar");

    @ParameterizedTest
    @CsvSource({
        "50, 5000",
        "50.00, 5000",
        "0.01, 1",
        "150.50, 15050",
        "1.5000, 150",
        "5e1, 5000",
        "1E+2, 10000",
        "0050, 5000",
        "9999999999999.99, 999999999999999"
    })
    void givenAUsableAmount_whenItIsRead_thenItIsExactlySoManyUnits(String text, long units) {
        assertEquals(new ParsedAmount.Units(units), parse(text, Sign.POSITIVE));
        assertEquals(new ParsedAmount.Units(units), parse("-" + text, Sign.NEGATIVE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "NaN", "Infinity", "1,5", "0x10", ".5", "5.", "--1", "+1", "1 ", "١٢", "1e", "1e9999"})
    void givenWhatIsNoNumber_whenItIsRead_thenThatIsSaid(String text) {
        assertInvalid("must be a decimal number", text, Sign.POSITIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "-0", "0e10", "-5"})
    void givenZeroOrLess_whenItIsReadAsPositive_thenThatIsSaid(String text) {
        assertInvalid("must be more than zero", text, Sign.POSITIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "120.00"})
    void givenZeroOrMore_whenItIsReadAsNegative_thenThatIsSaid(String text) {
        assertInvalid("must be less than zero", text, Sign.NEGATIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1.239", "1e-3", "1e-999"})
    void givenMoreDecimalsThanTheAssetHas_whenItIsRead_thenItIsNotRounded(String text) {
        assertInvalid("must not have more than 2 decimals", text, Sign.POSITIVE);
    }

    @ParameterizedTest
    @CsvSource({"-100.00, -10000", "0, 0", "-0, 0", "5000, 500000", "-9999999999999.99, -999999999999999"})
    void givenALimit_whenItIsRead_thenItMayBeNegativeOrZero(String text, long units) {
        assertEquals(new ParsedAmount.Units(units), AmountRules.parseLimit(new RequestedAmount(text), USD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-0.001", "-10000000000000.00", ""})
    void givenALimitThatCanNotBe_whenItIsRead_thenItIsRefused(String text) {
        assertInstanceOf(ParsedAmount.Invalid.class, AmountRules.parseLimit(new RequestedAmount(text), USD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000000000000.00", "92233720368547758.08", "1e999"})
    void givenTooMuch_whenItIsRead_thenTheBoundIsTold(String text) {
        assertInvalid("must not exceed 9999999999999.99", text, Sign.POSITIVE);
    }

    @Test
    void givenAVeryLongNumber_whenItIsRead_thenItIsNotEvenParsed() {
        assertInvalid("must be a decimal number", "1".repeat(1_000), Sign.POSITIVE);
    }

    @Test
    void givenAnAssetWithoutDecimals_whenAFractionIsRead_thenItIsRefused() {
        // given
        Asset points = new Asset("PTS", 0, "Points");

        // then
        assertEquals(new ParsedAmount.Units(7), AmountRules.parse(new RequestedAmount("7.0"), points, Sign.POSITIVE));
        assertInstanceOf(
                ParsedAmount.Invalid.class, AmountRules.parse(new RequestedAmount("7.1"), points, Sign.POSITIVE));
    }

    private static void assertInvalid(String message, String text, Sign sign) {
        ParsedAmount.Invalid invalid = assertInstanceOf(ParsedAmount.Invalid.class, parse(text, sign));
        assertTrue(invalid.message().equals(message), invalid.message());
    }

    private static ParsedAmount parse(String text, Sign sign) {
        return AmountRules.parse(new RequestedAmount(text), USD, sign);
    }
}
