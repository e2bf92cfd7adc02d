package io.ballast.ledger.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryPageTest {

    private static final AccountEntry MARCH = entry(3, "2024-03-01T00:00:00Z");
    private static final AccountEntry FEBRUARY = entry(2, "2024-02-29T23:59:59.999999Z");
    private static final AccountEntry JANUARY = entry(1, "2024-01-05T00:00:00Z");

    @Test
    void givenMoreThanTheLimit_whenAPageIsMade_thenTheNextBeginsAfterItsLast() {
        EntryPage page = EntryPage.of(List.of(MARCH, FEBRUARY, JANUARY), 2, Optional.empty());

        assertEquals(List.of(MARCH, FEBRUARY), page.items());
        assertEquals(Optional.of(FEBRUARY.cursor()), page.next());
    }

    @Test
    void givenAllThereIs_whenAPageIsMade_thenThereIsNoNext() {
        EntryPage page = EntryPage.of(List.of(MARCH, FEBRUARY), 2, Optional.empty());

        assertEquals(Optional.empty(), page.next());
        assertEquals(Optional.empty(), page.missing());
    }

    @Test
    void givenAMonthThatIsExported_whenAPageReachesIt_thenItEndsBeforeAndTheNextIsRefused() {
        // given
        Optional<YearMonth> exported = Optional.of(YearMonth.of(2024, 2));

        // when
        EntryPage page = EntryPage.of(List.of(MARCH, FEBRUARY, JANUARY), 10, exported);
        EntryPage next = EntryPage.of(List.of(JANUARY), 10, exported);

        // then
        assertEquals(List.of(MARCH), page.items());
        assertEquals(Optional.of(MARCH.cursor()), page.next());
        assertTrue(next.items().isEmpty());
        assertEquals(exported, next.missing());
    }

    @Test
    void givenACursor_whenItIsHandedOutAndBack_thenItIsTheSamePlace() {
        assertEquals(
                Optional.of(FEBRUARY.cursor()),
                EntryCursor.decode(FEBRUARY.cursor().encode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "'; drop table ledger", "MTIz", "LTEvMQ", "OTk5OTk5OTk5OTk5OTk5OTk5LzE", "MS8tMQ"})
    void givenWhatIsNoCursor_whenItIsRead_thenItIsNone(String text) {
        assertEquals(Optional.empty(), EntryCursor.decode(text));
    }

    private static AccountEntry entry(long version, String time) {
        return new AccountEntry(version, new UUID(0, version), "transfer", 1, version, Instant.parse(time));
    }
}
