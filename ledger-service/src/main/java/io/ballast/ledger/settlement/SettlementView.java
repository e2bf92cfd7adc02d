package io.ballast.ledger.settlement;

import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.transaction.TransactionView.EntryView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A settlement: what each company got. */
public record SettlementView(
        UUID id,
        @Schema(examples = "USD") String asset,

        @Schema(description = "What all companies got", examples = "12500.00")
        BigDecimal amount,

        @Schema(description = "How many purchases were settled", examples = "5000")
        int purchases,

        @Schema(description = "How many entries were written", examples = "20")
        int entries,

        @Schema(description = "Purchases to entries", examples = "250.00")
        BigDecimal purchasesPerEntry,

        Instant completedAt,
        @Schema(description = "In the order of their ids") List<CompanyPart> companies) {

    private static final int RATIO_SCALE = 2;
    private static final Comparator<CompanyPart> BY_COMPANY = Comparator.comparing(CompanyPart::companyId)
            .thenComparing(part -> part.accountId().toString());

    /** What one company got: one transaction. */
    public record CompanyPart(
            String companyId,
            UUID accountId,
            UUID transactionId,
            BigDecimal amount,
            int purchases,
            List<EntryView> entries) {}

    /**
     * @param companies at least one
     */
    static SettlementView of(UUID id, Asset asset, Instant completedAt, List<CompanyPart> companies) {
        int purchases = companies.stream().mapToInt(CompanyPart::purchases).sum();
        int entries =
                companies.stream().mapToInt(company -> company.entries().size()).sum();
        return new SettlementView(
                id,
                asset.code(),
                companies.stream().map(CompanyPart::amount).reduce(asset.toDecimal(0), BigDecimal::add),
                purchases,
                entries,
                BigDecimal.valueOf(purchases).divide(BigDecimal.valueOf(entries), RATIO_SCALE, RoundingMode.HALF_UP),
                completedAt,
                companies.stream().sorted(BY_COMPANY).toList());
    }
}
