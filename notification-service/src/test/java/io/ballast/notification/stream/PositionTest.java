package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PositionTest {

    @Test
    void givenAPosition_whenItIsWritten_thenItIsEpochAndSequence() {
        assertEquals("k3:7", new Position("k3", 7).toString());
        assertThrows(IllegalArgumentException.class, () -> new Position("k3", -1));
    }

    @Test
    void givenAPosition_whenAnotherFollows_thenItIsTheNextOfItsEpoch() {
        Position position = new Position("k3", 7);

        assertTrue(position.isFollowedBy(new Position("k3", 8)));
        assertFalse(position.isFollowedBy(new Position("k3", 7)));
        assertFalse(position.isFollowedBy(new Position("k3", 9)));
        assertFalse(position.isFollowedBy(new Position("k4", 8)));
    }
}
