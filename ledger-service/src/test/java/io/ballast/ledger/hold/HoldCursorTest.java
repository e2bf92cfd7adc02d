package io.ballast.ledger.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldCursorTest {

    @Test
    void givenTheLastHoldOfAPage_whenItsCursorComesBack_thenItLeadsThere() {
        // given
        UUID last = UUID.randomUUID();

        // then
        assertEquals(last, HoldCursor.read(HoldCursor.of(last)));
        assertNull(HoldCursor.read(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void givenWhatIsNoCursor_whenItIsRead_thenItIsRefused(String cursor) {
        assertEquals(
                400,
                assertThrows(HttpProblem.class, () -> HoldCursor.read(cursor)).getStatusCode());
    }
}
