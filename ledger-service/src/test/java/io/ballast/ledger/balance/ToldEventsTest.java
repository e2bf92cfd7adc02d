package io.ballast.ledger.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToldEventsTest {

    @Test
    void readsWhatSaysWhetherItIsNews() {
        // given
        String json = """
                {"later":{"userId":"not this one"},"userId":"user-a","ownerType":"user","asset":"USD","version":7,
                 "newBalance":12.50}""";

        // then
        assertEquals(Optional.of(new ToldEvent("user-a", "USD", 7)), ToldEvents.read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "not JSON",
                "{\"userId\":\"user-a\",\"asset\":\"USD\"}",
                "{\"userId\":\"user-a\",\"asset\":\"USD\",\"version\":\"7\"}",
                "{\"userId\":\"user-a\",\"asset\":\"USD\",\"version\":99999999999999999999}"
            })
    void leavesTheRestToWhoReadsItAll(String json) {
        assertEquals(Optional.empty(), ToldEvents.read(json));
    }
}
