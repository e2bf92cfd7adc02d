package io.ballast.bench.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private enum Load {
        FIRST,
        SECOND
    }

    @Test
    void givenNothing_whenAsked_thenItIsTheDefault() {
        Environment environment = new Environment(Map.of("BENCH_ROUNDS", " ", "BENCH_LOADS", ""));

        assertEquals(3, environment.number("BENCH_ROUNDS", 3));
        assertEquals(5, environment.atLeastOne("BENCH_SECONDS", 5));
        assertEquals(Set.of(Load.FIRST, Load.SECOND), environment.loads(Load.class));
    }

    @Test
    void givenSettings_whenAsked_thenTheyAreRead() {
        Environment environment = new Environment(Map.of("BENCH_ROUNDS", " 7 ", "BENCH_LOADS", "second"));

        assertEquals(7, environment.atLeastOne("BENCH_ROUNDS", 3));
        assertEquals(Set.of(Load.SECOND), environment.loads(Load.class));
    }

    @Test
    void givenSettingsThatMakeNoSense_whenAsked_thenTheyAreRefused() {
        Environment environment =
                new Environment(Map.of("BENCH_ROUNDS", "0", "BENCH_SECONDS", "-1", "BENCH_LOADS", "third"));

        assertThrows(IllegalArgumentException.class, () -> environment.atLeastOne("BENCH_ROUNDS", 3));
        assertThrows(IllegalArgumentException.class, () -> environment.number("BENCH_SECONDS", 3));
        assertThrows(IllegalArgumentException.class, () -> environment.loads(Load.class));
    }
}
