package io.ballast.notification.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ballast.notification.replica.ReplicaReport.Latency;
import io.ballast.notification.replica.ReplicaReport.Rates;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void givenTwoSamples_whenTheyAreCompared_thenOnlyWhatHappenedBetweenThemCounts() {
        Sample earlier = new Sample(0, 1000, 5, Map.of(1.0, 900L, 10.0, 1000L, 100.0, 1000L));
        Sample later = new Sample(10 * SECOND, 1200, 25, Map.of(1.0, 900L, 10.0, 1190L, 100.0, 1200L));

        Rates rates = later.since(earlier);

        assertEquals(new Rates(10, 20, 2, new Latency(200, 10, 100)), rates);
    }

    @Test
    void givenNoFrame_whenSamplesAreCompared_thenThereIsNoLatency() {
        Sample sample = new Sample(0, 7, 0, Map.of(1.0, 7L));
        assertNull(new Sample(SECOND, 7, 0, Map.of(1.0, 7L)).since(sample).commitToSocket());
        assertNull(new Sample(SECOND, 7, 0, Map.of())
                .since(new Sample(0, 7, 0, Map.of()))
                .commitToSocket());
    }

    @Test
    void givenTheSameMoment_whenSamplesAreCompared_thenNothingIsDividedByNothing() {
        Sample sample = new Sample(5, 7, 0, Map.of());
        assertEquals(new Rates(0, 0, 0, null), sample.since(sample));
    }
}
