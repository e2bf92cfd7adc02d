package io.ballast.autodeposit.asset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsdcAmountTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0000000",
        "12.5, 12.5000000",
        "0.0000001, 0.0000001",
        "1E+3, 1000.0000000",
        "1.50000000000, 1.5000000",
        "9999999999999.9999999, 9999999999999.9999999",
        "0E+900000000, 0.0000000"
    })
    void givenANumberThatFits_whenMadeAnAmount_thenItHasSevenFractionDigits(String number, String expected) {
        assertEquals(expected, UsdcAmount.of(number).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "-0.0000001, the amount is negative",
        "10000000000000, the amount has more than 13 digits before the point",
        "1E+900000000, the amount has more than 13 digits before the point",
        "0.00000001, the amount has more than 7 digits after the point",
        "1E-900000000, the amount has more than 7 digits after the point"
    })
    void givenANumberThatDoesNotFit_whenAsked_thenTheReasonIsSaid(String number, String reason) {
        assertEquals(Optional.of(reason), UsdcAmount.refusal(new BigDecimal(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10000000000000", "0.12345678"})
    void givenANumberThatDoesNotFit_whenMadeAnAmount_thenItIsRefused(String number) {
        assertThrows(IllegalArgumentException.class, () -> UsdcAmount.of(number));
    }

    @Test
    void givenNoNumber_whenAsked_thenItIsMissing() {
        assertEquals(Optional.of("the amount is missing"), UsdcAmount.refusal(null));
    }

    @Test
    void givenTwoAmounts_whenSubtracted_thenNoDigitIsLost() {
        assertEquals(UsdcAmount.of("0.0000001"), UsdcAmount.of("100.5").minus(UsdcAmount.of("100.4999999")));
    }
}
