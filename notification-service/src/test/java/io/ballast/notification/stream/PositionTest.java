package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void givenAReaderThatBeginsAnew_whenItsPlaceIsWritten_thenItsEpochIsAnotherAndTheStreamsTheSame() {
        Position old = new Position("k3", 7);

        Position anew = new Position("k3", 200).beginningAnew();

        assertEquals("k3.5k:200", anew.toString());
        assertNotEquals(old.life(), anew.life());
        assertTrue(anew.sameEpoch(old));
        assertEquals(anew, Position.parse("k3.5k:200").orElseThrow());
        assertEquals("k3.5k:201", new Position("k3", 201).seenFrom(anew).toString());
        assertEquals("k3:201", new Position("k3", 201).seenFrom(old).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k3", "k3:", ":7", "k3.:7", ".5:7", "k3.5k.5k:7", "K3:7", "k3:07", "k3:-1", "k3: 7"})
    void givenAnotherText_whenItIsRead_thenItIsNoPlace(String text) {
        assertTrue(Position.parse(text).isEmpty());
    }
}
