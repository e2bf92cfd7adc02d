package io.ballast.notification.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** When what sockets are to be told is written. */
class EventLoopTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final int ROOM = 1_000;
    private static final long SECONDS = 10;

    private final EventLoop loop = new EventLoop(VERTX.getOrCreateContext());
    private final List<String> done = new ArrayList<>();

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givenSeveralTasksAtOnce_whenEachWantsSomethingWritten_thenItIsWrittenOnceAllAreDone() throws Exception {
        together(() -> wantWritten(1), () -> wantWritten(1), () -> wantWritten(1));

        assertEquals(List.of("task", "task", "task", "written", "written", "written"), done);
    }

    @Test
    void givenNothingMoreHasCome_whenATaskHasMuchWritten_thenTheFirstOfItDoNotWaitForItsEnd() throws Exception {
        together(() -> wantWritten(ROOM));

        assertEquals(ROOM, written());
        assertTrue(done.indexOf("task") > 0, "all had waited");
        assertTrue(done.indexOf("task") < ROOM, "nobody had waited");
    }

    @Test
    void givenMoreHasCome_whenATaskHasMuchWritten_thenAllOfItWaitsForThat() throws Exception {
        together(() -> wantWritten(ROOM), () -> done.add("last"));

        assertEquals(List.of("task", "last"), done.subList(0, 2));
        assertEquals(ROOM, written());
    }

    @Test
    void givenWhatIsWrittenHasMoreWritten_whenTheTasksAreDone_thenThatIsWrittenToo() throws Exception {
        together(() -> loop.afterwards(() -> wantWritten(ROOM)));

        assertEquals(ROOM, written());
    }

    private void wantWritten(int times) {
        for (int i = 0; i < times; i++) {
            loop.afterwards(() -> done.add("written"));
        }
        done.add("task");
    }

    private long written() {
        return done.stream().filter("written"::equals).count();
    }

    /** Tasks that arrive while the loop is busy. Returns when they are done, and what they wanted. */
    private void together(Runnable... tasks) throws Exception {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        loop.execute(arrived::join);
        for (Runnable task : Arrays.copyOf(tasks, tasks.length - 1)) {
            loop.execute(task);
        }
        loop.execute(() -> {
            tasks[tasks.length - 1].run();
            loop.afterwards(() -> loop.execute(() -> ended.complete(null)));
        });
        arrived.complete(null);
        ended.get(SECONDS, TimeUnit.SECONDS);
    }
}
