package io.ballast.ledger.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostingQueueTest {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong();
    private final PostingQueue<Integer> queue = new PostingQueue<>(10, Integer::intValue, LONGEST, now::get);

    @Test
    void givenAnEmptyQueue_whenItIsPolled_thenThereIsNothing() {
        assertNull(queue.poll(5));
    }

    @Test
    void givenOneTenant_whenMuchWaits_thenItIsTakenInOrderUpToTheWeight() {
        // given
        List.of(1, 2, 3, 4).forEach(element -> queue.offer("a", element));

        // then
        assertEquals(List.of(1, 2), queue.poll(5).elements());
        assertEquals(List.of(3), queue.poll(6).elements());
        assertEquals(List.of(4), queue.poll(6).elements());
        assertEquals(0, queue.queued());
    }

    @Test
    void givenAnElementHeavierThanABatch_whenItIsPolled_thenItComesAlone() {
        // given
        queue.offer("a", 9);
        queue.offer("a", 1);

        // then
        assertEquals(List.of(9), queue.poll(5).elements());
        assertEquals(List.of(1), queue.poll(5).elements());
    }

    @Test
    void givenAFullQueue_whenMoreComes_thenItIsRefusedUntilThereIsRoom() {
        // given
        queue.offer("a", 6);
        queue.offer("b", 4);

        // then
        assertFalse(queue.offer("a", 1));
        queue.poll(10);
        assertTrue(queue.offer("a", 1));
    }

    @Test
    void givenATenantWhoseFirstHasWaitedForLong_whenMoreComes_thenItIsRefusedUntilThatIsTaken() {
        // given
        queue.offer("late", 1);
        now.addAndGet(LONGEST.toNanos());
        assertTrue(queue.offer("late", 2));

        // when
        now.incrementAndGet();

        // then
        assertFalse(queue.offer("late", 1));
        assertTrue(queue.offer("another", 1));
        assertEquals(List.of(1), queue.poll(1).elements());
        assertTrue(queue.offer("late", 1));
    }

    @Test
    void givenAnElementHeavierThanTheQueue_whenNothingElseWaits_thenItIsTaken() {
        assertTrue(queue.offer("a", 11));
        assertFalse(queue.offer("a", 1));
    }

    @Test
    void givenTwoTenants_whenOneHasMuchMore_thenTheyTakeTurns() {
        // given
        PostingQueue<Integer> large = new PostingQueue<>(1_000, element -> 1, LONGEST, now::get);
        IntStream.range(0, 10).forEach(element -> large.offer("busy", element));
        large.offer("calm", 100);

        // then
        assertEquals("busy", large.poll(3).tenant());
        assertEquals("calm", large.poll(3).tenant());
        assertEquals(List.of(3, 4, 5), large.poll(3).elements());
    }
}
