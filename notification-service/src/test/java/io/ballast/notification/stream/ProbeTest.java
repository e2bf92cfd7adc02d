package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProbeTest {

    private final Probe probe = new Probe(3);

    @Test
    void givenANewConnection_whenNothingHasComeBackYet_thenItIsNotHeard() {
        probe.begin();
        assertFalse(probe.isHeard());
        assertTrue(probe.send());
        assertFalse(probe.isHeard());

        probe.heard();

        assertTrue(probe.isHeard());
    }

    @Test
    void givenASilentConnection_whenMessagesAreMissed_thenItIsNotHeardAndInTheEndGivenUp() {
        probe.begin();
        probe.send();
        probe.heard();

        assertTrue(probe.send());
        assertTrue(probe.isHeard());
        assertTrue(probe.send());
        assertFalse(probe.isHeard());
        assertTrue(probe.send());
        assertFalse(probe.send());

        probe.begin();
        assertTrue(probe.send());
    }
}
