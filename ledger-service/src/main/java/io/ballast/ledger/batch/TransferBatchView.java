package io.ballast.ledger.batch;

import io.ballast.ledger.transaction.TransactionView.EntryView;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a batch. */
public record TransferBatchView(
        @Schema(enumeration = {"atomic", "independent", "linked"})
        String mode,

        @Schema(description = "How many items were posted") int posted,
        @Schema(description = "How many were refused") int refused,
        @Schema(description = "One for each item, in order") List<Result> results) {

    /** What became of one item. */
    public record Result(
            @Schema(description = "The item's place, from 0")
            int index,

            @Schema(enumeration = {"posted", "refused"}) String status,

            @Schema(description = "Of a posted item") UUID transactionId,

            @Schema(description = "Of a posted item: the entries on the caller's accounts; staff see both")
            List<EntryView> entries,

            @Schema(description = "Of a refused item: the code of the problem", examples = "insufficient-funds")
            String code,

            @Schema(description = "Of a refused item: what is wrong")
            String detail,

            @Schema(description = "Of a refused item: the item because of which it was refused, if another")
            Integer brokenBy,

            @Schema(description = "Of code insufficient-funds", examples = "20.00")
            BigDecimal shortfall) {

        static final String POSTED = "posted";
        static final String REFUSED = "refused";

        static Result posted(int index, UUID transactionId, List<EntryView> entries) {
            return new Result(index, POSTED, transactionId, entries, null, null, null, null);
        }

        static Result refused(int index, String code, String detail, BigDecimal shortfall) {
            return new Result(index, REFUSED, null, null, code, detail, null, shortfall);
        }

        static Result broken(int index, String code, String detail, int by) {
            return new Result(index, REFUSED, null, null, code, detail, by, null);
        }

        boolean isPosted() {
            return status.equals(POSTED);
        }
    }

    static TransferBatchView of(BatchMode mode, List<Result> results) {
        int posted = (int) results.stream().filter(Result::isPosted).count();
        return new TransferBatchView(mode.wireName(), posted, results.size() - posted, results);
    }
}
