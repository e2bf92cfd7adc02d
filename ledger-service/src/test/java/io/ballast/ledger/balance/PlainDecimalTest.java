package io.ballast.ledger.balance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDecimalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "-7",
                "0.01",
                "-120.50",
                "9223372036854775807",
                "-9223372036854775808",
                "0.000000000000000001"
            })
    void givenABalance_whenLookedAt_thenItIsOne(String text) {
        // then
        assertTrue(PlainDecimal.isWritten(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1.",
                ".5",
                "-.5",
                "+1",
                "1e9",
                "1E2",
                "0x1",
                "NaN",
                "1.2.3",
                "--1",
                "1-",
                " 1",
                "1,5",
                "\u0661",
                "12345678901234567890",
                "0.1234567890123456789"
            })
    void givenAnythingElse_whenLookedAt_thenItIsNone(String text) {
        // then
        assertFalse(PlainDecimal.isWritten(text));
    }
}
