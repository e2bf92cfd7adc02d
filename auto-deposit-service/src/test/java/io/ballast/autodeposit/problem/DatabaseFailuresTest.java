package io.ballast.autodeposit.problem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailuresTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57014", "57P01", "55P03", "25006"})
    void givenAStateThatPasses_whenLookedAt_thenTheClientMayComeBack(String state) {
        // then
        assertTrue(DatabaseFailures.passByThemselves(new IllegalStateException(postgres(state))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505", "42501", "42P01", ""})
    void givenAMistakeOfOurs_whenLookedAt_thenItIsOne(String state) {
        // then
        assertFalse(DatabaseFailures.passByThemselves(postgres(state)));
    }

    @Test
    void givenNoConnectionOrNoneInTime_whenLookedAt_thenTheClientMayComeBack() {
        // then
        assertTrue(DatabaseFailures.passByThemselves(new IOException("refused")));
        assertTrue(DatabaseFailures.passByThemselves(new NoStackTraceThrowable("Timeout")));
    }

    @Test
    void givenCausesInACircle_whenLookedAt_thenLookingEnds() {
        // given
        Exception one = new IllegalStateException();
        Exception other = new IllegalStateException(one);
        one.initCause(other);

        // then
        assertFalse(DatabaseFailures.passByThemselves(one));
    }

    private static PgException postgres(String state) {
        return new PgException("refused", "ERROR", state, null);
    }
}
