package io.ballast.ledger.listing;

import io.ballast.ledger.listing.ParsedListing.Unusable;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the parameters of a list of transactions. */
final class ListingRules {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int MAX_REFERENCE = 140;
    private static final Pattern REFERENCE = Pattern.compile("\\P{Cntrl}{1," + MAX_REFERENCE + "}");
    private static final Pattern LIMIT = Pattern.compile("[1-9]\\d{0,8}");

    private ListingRules() {}

    /**
     * @param standard how many transactions if the parameters do not say
     * @param most how many transactions at most
     */
    static ParsedListing parse(ListingParameters told, int standard, int most) {
        Reader reader = new Reader();
        ListingFilter filter = new ListingFilter(
                reader.read("accountId", told.accountId(), ListingRules::uuid, "must be a UUID"),
                reader.read("type", told.type(), TransactionType::ofWireName, "must be a kind of transaction"),
                reader.read(
                        "status", told.status(), TransactionStatus::ofWireName, "must be pending, success or failed"),
                reader.read("from", told.from(), ListingRules::instant, "must be a time by RFC 3339"),
                reader.read("to", told.to(), ListingRules::instant, "must be a time by RFC 3339"),
                reader.read("reference", told.reference(), ListingRules::reference, "must be 1 to 140 characters"));
        Integer limit = reader.read("limit", told.limit(), ListingRules::limit, "must be a whole number above zero");
        Position after = reader.read(
                "cursor",
                told.cursor(),
                text -> Cursors.read(filter, text).orElseThrow(IllegalArgumentException::new),
                "must be the next of a page that was asked for with the same filters");
        return reader.unusable
                .<ParsedListing>map(Function.identity())
                .orElseGet(() -> new ParsedListing.Usable(
                        new ListingQuery(filter, after, limit == null ? standard : Math.min(limit, most))));
    }

    static boolean isInRange(Instant time) {
        return !time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST);
    }

    /** {@link UUID#fromString} takes more than UUIDs. */
    private static UUID uuid(String text) {
        UUID id = UUID.fromString(text);
        return require(id, id.toString().equalsIgnoreCase(text));
    }

    private static Instant instant(String text) {
        Instant time = OffsetDateTime.parse(text).toInstant();
        return require(time, isInRange(time));
    }

    private static String reference(String text) {
        return require(text, REFERENCE.matcher(text).matches());
    }

    private static Integer limit(String text) {
        require(text, LIMIT.matcher(text).matches());
        return Integer.valueOf(text);
    }

    private static <T> T require(T value, boolean usable) {
        if (!usable) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    /** Keeps the first parameter that can not be used. */
    private static final class Reader {

        private Optional<Unusable> unusable = Optional.empty();

        <T> T read(String parameter, String text, Function<String, T> form, String message) {
            if (text == null) {
                return null;
            }
            try {
                return form.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                unusable = unusable.or(() -> Optional.of(new Unusable(parameter, message)));
                return null;
            }
        }
    }
}
