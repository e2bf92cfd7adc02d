package io.ballast.notification.ingest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final int AT_ONCE = 3;
    private static final int LANES = 2;

    /** A record of a partition. */
    private record Numbered(int partition, int number) {}

    /** Work on some records, which ends when the test says so. */
    private record Work(List<Numbered> records, UniEmitter<? super Void> end) {

        List<Integer> numbers() {
            return records.stream().map(Numbered::number).toList();
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Work> begun = new LinkedBlockingQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger room = new AtomicInteger();
    private Lanes<Numbered> lanes;

    @BeforeEach
    void open() {
        lanes = new Lanes<>(
                vertx,
                LANES,
                AT_ONCE,
                Numbered::partition,
                records -> Uni.createFrom().emitter(end -> begun.add(new Work(records, end))));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatComesWhileOthersAreWorkedOnIsTakenTogetherAndInOrder() {
        // given
        take(new Numbered(0, 1));
        Work first = next();

        // when
        take(new Numbered(0, 2));
        take(new Numbered(2, 3));
        first.end().complete(null);

        // then
        assertEquals(List.of(2, 3), next().numbers());
    }

    @Test
    void partitionsOfAnotherLaneDoNotWait() {
        // given
        take(new Numbered(0, 1));
        next();

        // when
        take(new Numbered(1, 2));

        // then
        assertEquals(List.of(2), next().numbers());
    }

    @Test
    void noMoreThanTheBoundIsTakenTogether() {
        // given
        take(new Numbered(0, 0));
        Work first = next();

        // when
        take(new Numbered(0, 1), new Numbered(0, 2), new Numbered(0, 3), new Numbered(0, 4));
        first.end().complete(null);

        // then
        Work second = next();
        assertEquals(List.of(1, 2, 3), second.numbers());
        second.end().complete(null);
        assertEquals(List.of(4), next().numbers());
    }

    @Test
    void whatWasPolledIsDoneWhenTheLastOfItIs() {
        // given
        take(new Numbered(0, 1), new Numbered(1, 2));
        Work one = next();
        Work other = next();

        // when
        one.end().complete(null);
        take(new Numbered(one.records().getFirst().partition(), 3));
        next();

        // then
        assertEquals(0, done.get());
        other.end().complete(null);
        await().until(() -> done.get() == 1);
    }

    @Test
    void thereIsNoRoomForMoreWhileAsMuchAsTheBoundIsNotDone() {
        // given
        List<Numbered> many = new ArrayList<>();
        for (int number = 0; number < LANES * AT_ONCE; number++) {
            many.add(new Numbered(0, number));
        }

        // when
        take(many.toArray(Numbered[]::new));

        // then
        Work first = next();
        assertEquals(0, room.get());
        first.end().complete(null);
        await().until(() -> room.get() == 1);
    }

    private void take(Numbered... records) {
        lanes.take(List.of(records), done::incrementAndGet).subscribe().with(free -> room.incrementAndGet());
    }

    private Work next() {
        try {
            Work next = begun.poll(10, TimeUnit.SECONDS);
            assertNotNull(next, "no work begins");
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
