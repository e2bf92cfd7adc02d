package io.ballast.autodeposit.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRuleTest {

    @ParameterizedTest
    @CsvSource({
        // amount, percent, before, now, much
        "10, , 100, 110, true",
        "10, , 100, 90, true",
        "10, , 100, 109.9999999, false",
        ", 10, 100, 110, true",
        ", 10, 100, 90, true",
        ", 10, 100, 109.9999999, false",
        ", 10, 0.0000001, 0.0000002, true",
        ", 1000, 1, 11, true",
        ", 1000, 1, 10.9999999, false",
        ", 10, 0, 0.0000001, true",
        "10, , 0, 9, false",
        "10, 50, 100, 111, true",
        "100, 5, 100, 105, true",
        "10, 10, 100, 100, false",
        ", 10, 0, 0, false",
        ", , 0, 9999999999999, false",
    })
    void aChangeIsMuchFromOneOfTheBoundsOn(
            String amount, Integer percent, String before, String now, boolean expected) {
        AlertRule rule = new AlertRule(Optional.ofNullable(amount).map(UsdcAmount::of), Optional.ofNullable(percent));

        assertEquals(expected, rule.isMuch(UsdcAmount.of(before), UsdcAmount.of(now)));
    }

    @Test
    void withoutBoundsNothingIsMuch() {
        assertFalse(AlertRule.NONE.isMuch(UsdcAmount.ZERO, UsdcAmount.of("1000000")));
    }

    @Test
    void boundsThatMeanNothingAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new AlertRule(Optional.of(UsdcAmount.ZERO), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new AlertRule(Optional.empty(), Optional.of(0)));
        assertThrows(IllegalArgumentException.class, () -> new AlertRule(Optional.empty(), Optional.of(1001)));
    }
}
