package io.ballast.notification.delivery;

import static io.ballast.notification.delivery.SessionFixture.change;
import static io.ballast.notification.delivery.SessionFixture.completed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a reader that is behind is given, and what it may cost. */
class SlowReaderTest {

    private final SessionFixture fixture = new SessionFixture();
    private final Session session = fixture.live(0);
    private int events;

    @Test
    void givenAReaderThatIsBehind_whenBalancesOfOneAccountWait_thenTheLastStandsForAllAndNothingElseIsLeftOut()
            throws Exception {
        // given a full window
        fixture.stall();
        long first = fillTheWindow();

        // when
        session.received(change(first, 1));
        session.received(completed(first + 1));
        session.received(change(first + 2, 1));
        session.received(change(first + 3, 2));
        session.received(completed(first + 4));
        session.received(change(first + 5, 1));
        fixture.goOn();
        session.received(change(first + 6, 1));

        // then
        List<JsonNode> late = after(first - 1);
        assertEquals(
                List.of(first + 1, first + 3, first + 4, first + 5, first + 6),
                late.stream().map(SlowReaderTest::sequence).toList());
        assertEquals(List.of(first), list(late.get(0), "skipped"));
        assertEquals(List.of(first + 2), list(late.get(1), "skipped"));
        assertEquals(List.of(first, first + 2), list(late.get(3), "conflates"));
        assertEquals(List.of(), list(late.get(4), "skipped"));
        assertEquals(2, fixture.conflated());
        assertTold(frames());
    }

    @Test
    void givenAReaderThatTakesEverything_whenMuchComesInOneTurn_thenNothingIsLeftOut() throws Exception {
        fixture.gather();
        int count = 10 * SessionFixture.WINDOW / change(1, 1).bytes(Wire.PLAIN).length;

        for (int i = 1; i <= count; i++) {
            session.received(change(i, 1));
        }

        fixture.flush();
        assertEquals(0, fixture.conflated());
        assertEquals(count, after(0).size());
        assertTold(frames());
    }

    @Test
    void givenAReaderThatIsBehind_whenAnAnswerStandsBetween_thenTheNextEventTellsOfTheGap() throws Exception {
        fixture.stall();
        long first = fillTheWindow();

        session.received(change(first, 1));
        session.message("nonsense");
        session.received(change(first + 1, 1));
        fixture.goOn();

        List<JsonNode> late = after(first - 1);
        assertEquals("error", late.get(0).get("event").textValue());
        assertEquals(List.of(first), list(late.get(1), "skipped"));
        assertTold(frames());
    }

    @Test
    void givenAReaderThatStalls_whenTransactionsCome_thenItsBytesAreBoundedAndItIsClosed() {
        fixture.stall();
        long sequence = fillTheWindow();
        while (session.isOpen()) {
            session.received(completed(sequence++));
        }

        assertEquals(CloseCode.SLOW_READER, fixture.closedWith());
        assertTrue(fixture.outstandingBytes() <= SessionFixture.WINDOW);
    }

    @Test
    void givenAReaderThatStalls_whenBalancesComeForLong_thenTheyAreBoundedToo() {
        fixture.stall();
        long first = fillTheWindow();
        long sequence = first;
        while (session.isOpen()) {
            session.received(change(sequence++, 1));
        }

        assertEquals(CloseCode.SLOW_READER, fixture.closedWith());
        assertTrue(sequence - first <= SessionFixture.MAX_CONFLATED + 2);
    }

    @Test
    void givenAReaderThatStalls_whenItTakesNothingForLong_thenItIsClosed() {
        fixture.stall();
        session.received(change(1, 1));
        fixture.pass(SessionFixture.MAX_AGE.minusSeconds(1));
        session.vigil().attend();
        assertTrue(session.isOpen());

        fixture.pass(Duration.ofSeconds(2));
        session.vigil().attend();

        assertEquals(CloseCode.SLOW_READER, fixture.closedWith());
    }

    @Test
    void givenAReaderThatTakesALittle_whenTimePasses_thenItStaysOpen() {
        fixture.stall();
        for (int i = 1; i < 20; i++) {
            session.received(change(i, 1));
        }
        for (int i = 1; i < 15; i++) {
            fixture.pass(SessionFixture.MAX_AGE.minusSeconds(1));
            fixture.take();
            session.heard();
            session.vigil().attend();
        }

        assertTrue(session.isOpen());
    }

    /** @return the next sequence */
    private long fillTheWindow() {
        while (fixture.texts().size() == events + 1) {
            session.received(completed(++events));
        }
        // the last one waits
        return events + 1L;
    }

    private List<JsonNode> frames() throws Exception {
        List<JsonNode> frames = new ArrayList<>();
        for (String text : fixture.texts()) {
            frames.add(EventJson.mapper().readTree(text));
        }
        return frames;
    }

    /** What was sent after that event. */
    private List<JsonNode> after(long sequence) throws Exception {
        List<JsonNode> all = frames();
        int last = all.stream().map(SlowReaderTest::sequence).toList().indexOf(sequence);
        return all.subList(last + 1, all.size());
    }

    /** Every sequence is there, or was told to be left out. */
    private static void assertTold(List<JsonNode> frames) {
        long next = 1;
        for (JsonNode frame : frames) {
            if (frame.has("id") && !frame.get("event").textValue().equals("balance_initial")) {
                List<Long> skipped = list(frame, "skipped");
                assertEquals(
                        LongStream.range(next, next + skipped.size()).boxed().toList(), skipped);
                next += skipped.size();
                assertEquals(next++, sequence(frame));
            }
        }
    }

    private static long sequence(JsonNode frame) {
        String id = frame.path("id").asText("e:-1");
        return Long.parseLong(id.substring(id.indexOf(':') + 1));
    }

    private static List<Long> list(JsonNode frame, String field) {
        List<Long> sequences = new ArrayList<>();
        frame.get("data").path(field).forEach(one -> sequences.add(one.longValue()));
        return sequences;
    }
}
