package io.ballast.notification.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.ballast.infrastructure.RedisPair;
import io.ballast.notification.user.User;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica of Redis is promoted that has not heard of the last writes. */
@QuarkusTest
class FailedOverStreamsIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Inject
    Vertx vertx;

    @Inject
    StreamConfig config;

    private final User user = new User("default", "user-" + UUID.randomUUID());
    private RedisPair pair;
    private Redis client;
    private UserStreams streams;

    @BeforeEach
    void start() {
        pair = RedisPair.start();
        client = Redis.createClient(vertx, pair.url());
        streams = new UserStreams(RedisAPI.api(client), client, config, new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        client.close();
        pair.close();
    }

    @Test
    void givenPlacesThatWereLost_whenTheyWouldBeGivenAgain_thenNobodyIsToldOfAPartOnly() {
        // given: three events that the replica has, and two that are lost with the primary
        append();
        append();
        append();
        Position kept = position();
        await().atMost(BOUND)
                .until(() -> pair.replica()
                        .command("XLEN", StreamKeys.of(user).stream())
                        .equals("3"));
        pair.fallBehind();
        append();
        append();
        Position lost = position();
        assertEquals(5, lost.sequence());

        // when
        pair.failOver();
        await().atMost(BOUND).ignoreExceptions().until(() -> position().sequence() == 3);
        append();
        append();
        append();

        // then: who has seen the lost places begins anew after the last that was kept
        Replay.Reset ahead = assertInstanceOf(Replay.Reset.class, since(lost));
        assertNotEquals(kept.epoch(), ahead.start().epoch());
        assertEquals(3, ahead.start().sequence());
        assertEquals(List.of(4L, 5L, 6L), sequences(ahead));

        // and who was behind gets all that was kept, and what came since
        Replay.Reset behind = assertInstanceOf(Replay.Reset.class, since(new Position(kept.epoch(), 1)));
        assertEquals(1, behind.start().sequence());
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L), sequences(behind));

        // and who has begun anew goes on without a break
        assertEquals(
                List.of(5L, 6L),
                sequences(assertInstanceOf(
                        Replay.Missed.class, since(new Position(ahead.start().epoch(), 4)))));
    }

    private void append() {
        Publication event = new Publication(
                UUID.randomUUID(),
                "transaction_completed",
                "{}",
                "",
                Instant.now(),
                Optional.empty(),
                Optional.empty());
        assertInstanceOf(Appended.At.class, streams.append(user, event).await().atMost(BOUND));
    }

    private Position position() {
        return streams.position(user).await().atMost(BOUND);
    }

    private Replay since(Position reached) {
        return streams.since(user, reached).await().atMost(BOUND);
    }

    private static List<Long> sequences(Replay replay) {
        return replay.events().stream()
                .map(event -> event.position().sequence())
                .toList();
    }
}
