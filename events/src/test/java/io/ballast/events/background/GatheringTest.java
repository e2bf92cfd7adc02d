package io.ballast.events.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final int AT_ONCE = 3;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final Gathering<Integer, String> gathering = new Gathering<>(AT_ONCE, new Recorded());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Sent(List<Integer> calls, CompletableFuture<String> answer) {}

    private final class Recorded implements Gathering.Together<Integer, String> {

        @Override
        public Uni<String> send(List<Integer> calls) {
            Sent one = new Sent(List.copyOf(calls), new CompletableFuture<>());
            sent.add(one);
            return Uni.createFrom().completionStage(one.answer());
        }

        @Override
        public void answered(List<Integer> calls, String answer) {
            calls.forEach(call -> answers.add(call + " " + answer));
        }

        @Override
        public void failed(List<Integer> calls, Throwable failure) {
            calls.forEach(call -> answers.add(call + " " + failure.getMessage()));
        }
    }

    @Test
    void callsOfOneTurnGoTogether() {
        // when
        inOneTurn(1, 2);

        // then
        awaitSent(List.of(List.of(1, 2)));
    }

    @Test
    void whatComesWhileOthersAreUnderWayGoesAfterThem() {
        // given
        inOneTurn(1);
        awaitSent(List.of(List.of(1)));

        // when
        inOneTurn(2);
        inOneTurn(3);

        // then
        assertThat(sent).hasSize(1);
        sent.getFirst().answer().complete("yes");
        awaitSent(List.of(List.of(1), List.of(2, 3)));
        await().untilAsserted(() -> assertThat(answers).containsExactly("1 yes"));
    }

    @Test
    void whatIsFullGoesAtOnce() {
        // given
        inOneTurn(1);
        awaitSent(List.of(List.of(1)));

        // when
        inOneTurn(2, 3, 4, 5);

        // then
        awaitSent(List.of(List.of(1), List.of(2, 3, 4)));
        sent.forEach(one -> one.answer().complete("yes"));
        awaitSent(List.of(List.of(1), List.of(2, 3, 4), List.of(5)));
    }

    @Test
    void aFailureIsForThoseWhoWaitToo() {
        // given
        inOneTurn(1);
        awaitSent(List.of(List.of(1)));
        inOneTurn(2);

        // when
        sent.getFirst().answer().completeExceptionally(new IllegalStateException("away"));

        // then
        await().untilAsserted(() -> assertThat(answers).containsExactly("1 away", "2 away"));
        inOneTurn(3);
        awaitSent(List.of(List.of(1), List.of(3)));
    }

    private void inOneTurn(int... calls) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(turn -> {
            IntStream.of(calls).forEach(call -> gathering.add(call, loop));
            done.complete(null);
        });
        done.join();
    }

    private void awaitSent(List<List<Integer>> batches) {
        await().untilAsserted(() ->
                assertThat(sent.stream().map(Sent::calls).toList()).isEqualTo(batches));
    }
}
