package io.ballast.ledger.exchange;

import io.ballast.ledger.transaction.TransactionView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An exchange as it was posted. */
public record ExchangeView(
        @Schema(description = "How much of the second asset was given for one of the first", examples = "0.925")
        String rate,

        @Schema(description = "What left the first account, and what the second got")
        List<TransactionView> transactions) {}
