package io.ballast.events.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeriodicTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger ticks = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void workRunsNeverBesideItself() {
        // given
        CompletableFuture<Void> end = new CompletableFuture<>();
        vertx.setPeriodic(5, ignored -> ticks.incrementAndGet());

        // when
        Periodic.start(vertx, "Working", Duration.ofMillis(5), () -> {
            turns.incrementAndGet();
            return Uni.createFrom().completionStage(end);
        });

        // then
        await().until(() -> ticks.get() > 10);
        assertThat(turns).hasValue(1);
        end.complete(null);
        await().until(() -> turns.get() > 3);
    }

    @Test
    void aFailureIsFollowedByTheNextTurn() {
        // when
        Periodic.start(vertx, "Failing", Duration.ofMillis(5), () -> {
            if (turns.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("at once");
            }
            return Uni.createFrom().failure(new IllegalStateException("away"));
        });

        // then
        await().until(() -> turns.get() > 5);
    }
}
