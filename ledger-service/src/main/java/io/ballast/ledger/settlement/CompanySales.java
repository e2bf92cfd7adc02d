package io.ballast.ledger.settlement;

import io.ballast.ledger.account.Account;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a company sold: what becomes one transaction.
 *
 * @param account where the money goes
 * @param purchases at least one, in the order of the request
 */
record CompanySales(Account account, List<Purchase> purchases) {

    /** How many products are named; the rest is in the sum only. */
    static final int MAX_PRODUCTS = 20;

    /** Smallest units of all purchases together. */
    long units() {
        return purchases.stream().mapToLong(Purchase::units).sum();
    }

    /** The place of its first purchase in the request. */
    int firstIndex() {
        return purchases.getFirst().index();
    }

    /** What is recorded with the transaction. Amounts are texts: they keep their digits wherever they are read. */
    Map<String, Object> metadata(String settlementId) {
        List<ProductSales> products = products();
        return Map.of(
                "settlementId", settlementId,
                "purchases", purchases.size(),
                "quantity", purchases.stream().mapToLong(Purchase::quantity).sum(),
                "buyers", buyers(),
                "productCount", products.size(),
                "products",
                        products.stream()
                                .limit(MAX_PRODUCTS)
                                .map(this::metadata)
                                .toList());
    }

    private Map<String, Object> metadata(ProductSales sales) {
        return Map.of(
                "product", sales.product(),
                "purchases", sales.purchases(),
                "quantity", sales.quantity(),
                "amount", account.asset().toDecimal(sales.units()).toPlainString());
    }

    /** The products, what brought most first. */
    private List<ProductSales> products() {
        Map<String, ProductSales> products = new LinkedHashMap<>();
        purchases.forEach(
                purchase -> products.merge(purchase.product(), ProductSales.of(purchase), ProductSales::plus));
        return products.values().stream()
                .sorted(Comparator.comparingLong(ProductSales::units).reversed())
                .toList();
    }

    private long buyers() {
        return purchases.stream()
                .map(Purchase::buyer)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }
}
