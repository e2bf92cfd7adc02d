package io.ballast.ledger.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingRulesTest {

    private static final UUID ID = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456Z");

    @Test
    void givenNothing_whenItIsRead_thenTheFirstPageOfAllIsMeant() {
        ListingQuery query = usable(new ListingParameters(null, null, null, null, null, null, null, null));

        assertEquals(new ListingQuery(new ListingFilter(null, null, null, null, null, null), null, 50), query);
    }

    @Test
    void givenAllParameters_whenTheyAreRead_thenEachCounts() {
        ListingFilter filter = new ListingFilter(
                ID, TransactionType.TOPUP, TransactionStatus.FAILED, TIME, TIME.plusSeconds(1), "booking");
        Position place = new Position(TIME, 7, ID);

        ListingQuery query = usable(new ListingParameters(
                ID.toString(),
                "topup",
                "failed",
                "2026-01-02T04:04:05.123456+01:00",
                "2026-01-02T03:04:06.123456Z",
                "booking",
                "7",
                Cursors.write(filter, place)));

        assertEquals(new ListingQuery(filter, place, 7), query);
    }

    @Test
    void givenALimitAboveTheMost_whenItIsRead_thenItIsTheMost() {
        assertEquals(200, usable(limit("201")).limit());
        assertEquals(200, usable(limit("999999999")).limit());
        assertEquals(1, usable(limit("1")).limit());
    }

    @ParameterizedTest
    @CsvSource({
        "accountId, 1-1-1-1-1",
        "accountId, '''; drop table ledger; --'",
        "type, gift",
        "status, done",
        "from, yesterday",
        "from, 1969-12-31T23:59:59Z",
        "to, +1000000000-12-31T23:59:59Z",
        "to, 2026-01-02",
        "reference, ''",
        "limit, 0",
        "limit, -1",
        "limit, 1e3",
        "limit, 9999999999",
        "cursor, ''",
        "cursor, '%%%'",
        "cursor, AAAA"
    })
    void givenAParameterThatCanNotBeUsed_whenItIsRead_thenItIsNamed(String parameter, String value) {
        ListingParameters told = new ListingParameters(
                only("accountId", parameter, value),
                only("type", parameter, value),
                only("status", parameter, value),
                only("from", parameter, value),
                only("to", parameter, value),
                only("reference", parameter, value),
                only("limit", parameter, value),
                only("cursor", parameter, value));

        ParsedListing.Unusable unusable =
                assertInstanceOf(ParsedListing.Unusable.class, ListingRules.parse(told, 50, 200));
        assertEquals(parameter, unusable.parameter());
    }

    @Test
    void givenACursor_whenItIsUsedWithOtherFilters_thenItIsNone() {
        ListingFilter none = new ListingFilter(null, null, null, null, null, null);
        String cursor = Cursors.write(none, new Position(Instant.EPOCH, 0, ID));

        ParsedListing parsed =
                ListingRules.parse(new ListingParameters(null, "topup", null, null, null, null, null, cursor), 50, 200);

        assertEquals(
                "cursor", assertInstanceOf(ParsedListing.Unusable.class, parsed).parameter());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
    void givenACursorThatSomebodyMadeUp_whenItsTimeIsNone_thenItIsNone(long micros) {
        ListingFilter none = new ListingFilter(null, null, null, null, null, null);
        byte[] bytes = Base64.getUrlDecoder().decode(Cursors.write(none, new Position(Instant.EPOCH, 0, ID)));
        ByteBuffer.wrap(bytes).putLong(5, micros);

        assertEquals(
                Optional.empty(),
                Cursors.read(none, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    @Test
    void givenATime_whenTheFirstIdOfItIsMade_thenIdsOfThatMillisecondAreNotSmaller() {
        UUID first = ListingSql.firstId(Instant.ofEpochMilli(ID.getMostSignificantBits() >>> 16));

        assertEquals(ID.getMostSignificantBits() >>> 16, first.getMostSignificantBits() >>> 16);
        assertTrue(first.toString().compareTo(ID.toString()) < 0);
    }

    private static ListingParameters limit(String limit) {
        return new ListingParameters(null, null, null, null, null, null, limit, null);
    }

    private static String only(String name, String parameter, String value) {
        return name.equals(parameter) ? value : null;
    }

    private static ListingQuery usable(ListingParameters told) {
        return assertInstanceOf(ParsedListing.Usable.class, ListingRules.parse(told, 50, 200))
                .query();
    }
}
