package io.ballast.chainbalance.stellar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPageTest {

    @Test
    void givenAnIdOfTheNetwork_whenRead_thenItsLedgerIsKnownAndItIsWrittenTheSame() {
        // given
        String id = "0016010972359577600-0000000008";

        // when
        EventPosition position = EventPosition.of(id);

        // then
        assertEquals(3_727_845, position.ledger());
        assertEquals(id, position.id());
        assertFalse(position.isEndOfLedger());
        assertTrue(position.compareTo(EventPosition.of("0016010972359577600-0000000009")) < 0);
        assertTrue(position.compareTo(EventPosition.endOf(3_727_845)) < 0);
        assertTrue(position.compareTo(EventPosition.startOf(3_727_845)) > 0);
        assertTrue(EventPosition.endOf(7).isEndOfLedger());
        assertEquals(7, EventPosition.endOf(7).ledger());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "1-", "a-b", "1-2-3", "99999999999999999999-1"})
    void givenWhatIsNoId_whenRead_thenItIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> EventPosition.of(text));
    }

    @Test
    void givenAFullPage_whenItsLastLedgerMayGoOn_thenThatLedgerIsLeftToTheNextPage() {
        // given
        EventPage page = page(true, 5, 5, 6, 7, 7);

        // when
        EventPage whole = page.ofWholeLedgers();

        // then
        assertEquals(3, whole.events().size());
        assertEquals(EventPosition.endOf(6), whole.end());
        assertEquals(6, whole.height());
    }

    @Test
    void givenAFullPageOfOneLedger_whenCut_thenItStaysAndTheLedgerIsNotOver() {
        // given
        EventPage page = page(true, 5, 5);

        // then
        assertEquals(page, page.ofWholeLedgers());
        assertEquals(4, page.height());
    }

    @Test
    void givenAPageThatIsNotFull_whenCut_thenItStays() {
        // given
        EventPage page = new EventPage(List.of(event(5)), EventPosition.endOf(9), false);

        // then
        assertEquals(page, page.ofWholeLedgers());
        assertEquals(9, page.height());
    }

    private static EventPage page(boolean full, long... ledgers) {
        List<ContractEvent> events =
                LongStream.of(ledgers).mapToObj(EventPageTest::event).toList();
        return new EventPage(events, events.getLast().position(), full);
    }

    private static ContractEvent event(long ledger) {
        EventPosition position = new EventPosition(ledger << 32 | 4096, 0);
        return new ContractEvent(position, ledger, Instant.EPOCH, "C", List.of("t"), "v", "h", true);
    }
}
