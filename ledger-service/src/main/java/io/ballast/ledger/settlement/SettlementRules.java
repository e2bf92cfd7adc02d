package io.ballast.ledger.settlement;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.asset.AmountRules;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.ParsedAmount;
import io.ballast.ledger.asset.RequestedAmount;
import io.ballast.ledger.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads purchases and groups them by company. One that can not be settled keeps all others from it. */
final class SettlementRules {

    static final long MAX_QUANTITY = 1_000_000;

    private static final Pattern TEXT = Pattern.compile("\\P{Cntrl}{1,140}");
    private static final Comparator<CompanySales> BY_COMPANY = Comparator.comparing(
                    (CompanySales sales) -> sales.account().owner().id())
            .thenComparing(sales -> sales.account().id().toString());

    private final Asset asset;
    private final CompanyAccounts companies;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Map<UUID, List<Purchase>> sales = new HashMap<>();
    private final Map<UUID, Long> sums = new HashMap<>();

    private SettlementRules(Asset asset, CompanyAccounts companies) {
        this.asset = asset;
        this.companies = companies;
    }

    /**
     * @param companies those of the accounts that the items name which exist
     */
    static SettlementPlan plan(Asset asset, CompanyAccounts companies, List<SettlementRequest.Item> items) {
        SettlementRules rules = new SettlementRules(asset, companies);
        for (int index = 0; index < items.size(); index++) {
            rules.add(index, items.get(index));
        }
        return rules.flaws.isEmpty() ? rules.ready(items.size()) : new SettlementPlan.Flawed(List.copyOf(rules.flaws));
    }

    /** What is wrong with the form of the item; empty if nothing is. */
    static Optional<String> violation(SettlementRequest.Item item) {
        if (item == null) {
            return Optional.of("must be an object");
        }
        if ((item.companyAccountId() == null) == (item.companyId() == null)) {
            return Optional.of("must have either companyAccountId or companyId");
        }
        if ((item.price() == null) == (item.amount() == null)) {
            return Optional.of("must have either price or amount");
        }
        if (item.product() == null || !TEXT.matcher(item.product()).matches()) {
            return Optional.of("product must be 1 to 140 characters without control characters");
        }
        if (item.buyer() != null && !TEXT.matcher(item.buyer()).matches()) {
            return Optional.of("buyer must be 1 to 140 characters without control characters");
        }
        return quantity(item) < 1 || quantity(item) > MAX_QUANTITY
                ? Optional.of("quantity must be from 1 to " + MAX_QUANTITY)
                : Optional.empty();
    }

    private static long quantity(SettlementRequest.Item item) {
        return item.quantity() == null ? 1 : item.quantity();
    }

    private void add(int index, SettlementRequest.Item item) {
        Optional<String> violation = violation(item);
        if (violation.isPresent()) {
            refuse(index, ProblemCode.INVALID_REQUEST, violation.get());
            return;
        }
        Account company = companies.of(item);
        if (company == null || company.type() != AccountType.COMPANY) {
            refuse(index, ProblemCode.ACCOUNT_NOT_FOUND, "No account of a company: " + companies.name(item));
        } else if (!company.asset().equals(asset)) {
            refuse(index, ProblemCode.ASSET_MISMATCH, "The account does not hold " + asset.code());
        } else {
            add(index, item, company);
        }
    }

    private void add(int index, SettlementRequest.Item item, Account company) {
        boolean each = item.amount() == null;
        RequestedAmount requested = each ? item.price() : item.amount();
        switch (AmountRules.parse(requested, asset, Sign.POSITIVE)) {
            case ParsedAmount.Invalid invalid ->
                refuse(index, ProblemCode.INVALID_AMOUNT, (each ? "price " : "amount ") + invalid.message());
            case ParsedAmount.Units parsed -> add(index, item, company, sum(parsed.units(), each ? quantity(item) : 1));
        }
    }

    /** What a company sold in one settlement is one transaction, and as large as one may be. */
    private void add(int index, SettlementRequest.Item item, Account company, long units) {
        long together = units + sums.getOrDefault(company.id(), 0L);
        if (together > AmountRules.MAX_UNITS) {
            refuse(
                    index,
                    ProblemCode.INVALID_AMOUNT,
                    "With this purchase the company's sum exceeds "
                            + asset.toDecimal(AmountRules.MAX_UNITS).toPlainString());
            return;
        }
        sums.put(company.id(), together);
        sales.computeIfAbsent(company.id(), id -> new ArrayList<>())
                .add(new Purchase(index, company, item.product(), quantity(item), units, item.buyer()));
    }

    /** More than can be settled is all the same: one more than that. */
    private static long sum(long units, long quantity) {
        return units > AmountRules.MAX_UNITS / quantity ? AmountRules.MAX_UNITS + 1 : units * quantity;
    }

    private void refuse(int index, ProblemCode code, String detail) {
        flaws.add(new Flaw(index, code, detail));
    }

    private SettlementPlan ready(int purchases) {
        List<CompanySales> grouped = sales.values().stream()
                .map(own -> new CompanySales(own.getFirst().company(), own))
                .sorted(BY_COMPANY)
                .toList();
        return new SettlementPlan.Ready(asset, purchases, grouped);
    }
}
