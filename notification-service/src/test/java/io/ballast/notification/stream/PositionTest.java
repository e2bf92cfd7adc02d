package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PositionTest {

    @Test
    void isWhatItsTextSays() {
        assertEquals(Optional.of(new Position("k3", 7)), Position.parse("k3:7"));
        assertEquals("k3:7", new Position("k3", 7).toString());
        for (String text : List.of("", ":", ":1", "k3", "k3:", "k3:x", "k3:-1", "k3:99999999999999999999")) {
            assertEquals(Optional.empty(), Position.parse(text), text);
        }
        assertEquals(Optional.empty(), Position.parse(null));
    }

    @Test
    void isFollowedByTheNextOfItsEpochOnly() {
        Position position = new Position("k3", 7);

        assertTrue(position.isFollowedBy(new Position("k3", 8)));
        assertFalse(position.isFollowedBy(new Position("k3", 7)));
        assertFalse(position.isFollowedBy(new Position("k3", 9)));
        assertFalse(position.isFollowedBy(new Position("k4", 8)));
    }
}
