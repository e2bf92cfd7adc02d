package io.ballast.ledger.listing;

import io.ballast.ledger.transaction.TransactionView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some transactions, newest first, and where to go on. */
public record TransactionPage(
        List<TransactionView> items,

        @Schema(
                description =
                        "The cursor of the next page; absent if there is none. A page that had to look at too many"
                                + " transactions which do not fit is short, or empty, and has a next")
        String next) {}
