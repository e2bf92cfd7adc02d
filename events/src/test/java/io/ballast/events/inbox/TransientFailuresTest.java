package io.ballast.events.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransientFailuresTest {

    static Stream<Throwable> passing() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new TimeoutException(),
                new io.smallrye.mutiny.TimeoutException(),
                new VertxException("Connection was closed"),
                ClosedConnectionException.INSTANCE,
                new IllegalStateException("Client is closed"),
                new CompletionException(new ConnectException("Connection refused")),
                new IllegalStateException("wrapped", new RuntimeException(new TimeoutException())));
    }

    static Stream<Throwable> staying() {
        return Stream.of(
                new IllegalStateException("a bug"),
                new NullPointerException(),
                new IllegalArgumentException(new ClassCastException()),
                new PgException("no state", "ERROR", null, null));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatTellsOfAnAbsentStorePasses(Throwable failure) {
        assertThat(TransientFailures.isTransient(failure)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("staying")
    void whatTellsOfABugStays(Throwable failure) {
        assertThat(TransientFailures.isTransient(failure)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "55P03", "57P01", "57P03", "57014", "25006"})
    void sqlStatesOfAServerInTroublePass(String sqlState) {
        assertThat(TransientFailures.isTransient(postgres(sqlState))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22003", "23505", "23514", "42501", "42P01", "P0001"})
    void sqlStatesOfAStatementThatIsWrongStay(String sqlState) {
        assertThat(TransientFailures.isTransient(postgres(sqlState))).isFalse();
    }

    @Test
    void aCycleOfCausesEnds() {
        // given
        RuntimeException outer = new RuntimeException("outer");
        outer.initCause(new RuntimeException("inner", outer));

        // then
        assertThat(TransientFailures.isTransient(outer)).isFalse();
    }

    private static PgException postgres(String sqlState) {
        return new PgException("message", "ERROR", sqlState, "detail");
    }
}
