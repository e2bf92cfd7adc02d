package io.ballast.ledger.history;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Some entries of an account, newest first.
 *
 * @param items at most as many as were asked for
 * @param hasMore whether older entries of the range follow
 * @param missing the month whose entries are not there although they come next; only with no items
 */
record EntryPage(List<AccountEntry> items, boolean hasMore, Optional<YearMonth> missing) {

    /**
     * Makes a page of what was found.
     *
     * @param found one more than the limit if there are so many
     * @param exported the latest month of the range whose entries are not in the database; what was found of it and before
     *     it does not follow what came after it without a gap
     */
    static EntryPage of(List<AccountEntry> found, int limit, Optional<YearMonth> exported) {
        Instant known = exported.map(EntryPage::end).orElse(Instant.MIN);
        List<AccountEntry> items = found.stream()
                .takeWhile(entry -> !entry.createdAt().isBefore(known))
                .limit(limit)
                .toList();
        boolean hasMore = exported.isPresent() || found.size() > limit;
        return new EntryPage(items, hasMore, items.isEmpty() ? exported : Optional.empty());
    }

    /** Where the next page begins. */
    Optional<EntryCursor> next() {
        return hasMore && !items.isEmpty() ? Optional.of(items.getLast().cursor()) : Optional.empty();
    }

    private static Instant end(YearMonth month) {
        return month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
