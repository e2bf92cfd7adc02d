package io.ballast.ledger.transaction;

import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.security.Caller;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A transaction as one caller sees it: from the caller's end, with the entries of the caller's accounts only. Staff see it
 * from the end of who asked for it, with all entries and who did what.
 */
public record TransactionView(
        UUID id,

        @Schema(
                enumeration = {
                    "account_opening",
                    "topup",
                    "payment",
                    "transfer",
                    "donation",
                    "mission_reward",
                    "reward_purchase",
                    "stock_purchase",
                    "stock_sale",
                    "marketplace_settlement",
                    "exchange",
                    "adjustment",
                    "reversal"
                })
        String type,

        @Schema(enumeration = {"pending", "success", "failed"})
        String status,

        @Schema(description = "Signed as the account sees it", examples = "-120.00")
        BigDecimal amount,

        @Schema(examples = "USD") String asset,
        UUID accountId,
        UUID counterpartyAccountId,
        String reference,

        @Schema(description = "What its kind tells more of, such as a stock's symbol, quantity and price")
        Map<String, Object> metadata,

        @Schema(description = "The transaction that this one takes back")
        UUID reversalOf,

        @Schema(description = "Why it failed, a stable code", examples = "rejected")
        String reason,

        @Schema(description = "For staff only") String requestedBy,

        @Schema(description = "For staff only: who decided a top-up")
        String processedBy,

        Instant createdAt,

        @Schema(description = "When it fails by itself if it is still pending")
        Instant expiresAt,

        @Schema(description = "Absent while it is pending") Instant completedAt,

        @Schema(
                description =
                        "Those of the caller's accounts, or of all for staff; a list of many transactions gives the"
                                + " entry of the account it is about, or leaves them out")
        List<EntryView> entries) {

    public static TransactionView of(Transaction transaction, List<Entry> entries, Caller caller) {
        Transaction seen =
                AccountAccess.allows(caller, transaction.account()) ? transaction : transaction.fromTheOtherEnd();
        return new TransactionView(
                seen.id(),
                seen.type().wireName(),
                seen.status().wireName(),
                seen.decimalAmount(),
                seen.account().asset().code(),
                seen.account().id(),
                seen.counterparty().id(),
                seen.reference(),
                seen.metadata().isEmpty() ? null : seen.metadata(),
                seen.reversalOf(),
                seen.reason(),
                caller.isStaff() ? seen.userId() : null,
                caller.isStaff() ? seen.processedBy() : null,
                seen.createdAt(),
                seen.expiresAt(),
                seen.completedAt(),
                entries == null ? null : EntryView.visible(entries, caller));
    }

    /** The same without its entries, which {@code GET /transactions/{id}} tells. */
    public static TransactionView withoutEntries(Transaction transaction, Caller caller) {
        return of(transaction, null, caller);
    }

    /** An entry of an account that the caller may see. */
    public record EntryView(
            UUID accountId,

            @Schema(description = "The account's version that this entry made; gapless", examples = "2")
            long version,

            @Schema(examples = "-120.00") BigDecimal amount,
            @Schema(examples = "9880.00") BigDecimal balanceAfter) {

        /** Those of the entries that the caller may see. */
        public static List<EntryView> visible(List<Entry> entries, Caller caller) {
            return entries.stream()
                    .filter(entry -> AccountAccess.allows(caller, entry.account()))
                    .map(EntryView::of)
                    .toList();
        }

        static EntryView of(Entry entry) {
            return new EntryView(
                    entry.account().id(), entry.version(), entry.decimalAmount(), entry.decimalBalanceAfter());
        }
    }
}
