package io.ballast.ledger.history;

import io.ballast.ledger.asset.Asset;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Entries of an account, newest first.
 *
 * @param nextCursor what to ask for the older ones with; absent if there are none
 */
@Schema(name = "EntryPage")
public record EntryPageView(List<Item> items, String nextCursor) {

    static EntryPageView of(EntryPage page, Asset asset) {
        return new EntryPageView(
                page.items().stream().map(entry -> Item.of(entry, asset)).toList(),
                page.next().map(EntryCursor::encode).orElse(null));
    }

    /** One signed line of a transaction on the account. */
    @Schema(name = "HistoryEntry")
    public record Item(
            @Schema(description = "The account's version that this entry made; gapless", examples = "2")
            long version,

            @Schema(examples = "-120.00") BigDecimal amount,
            @Schema(examples = "9880.00") BigDecimal balanceAfter,
            UUID transactionId,

            @Schema(description = "What the transaction is", examples = "payment")
            String type,

            Instant createdAt) {

        static Item of(AccountEntry entry, Asset asset) {
            return new Item(
                    entry.version(),
                    asset.toDecimal(entry.amount()),
                    asset.toDecimal(entry.balanceAfter()),
                    entry.transactionId(),
                    entry.type(),
                    entry.createdAt());
        }
    }
}
