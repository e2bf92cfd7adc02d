package io.ballast.ledger.settlement;

/**
 * What a company sold of a product.
 *
 * @param units smallest units
 */
record ProductSales(String product, int purchases, long quantity, long units) {

    static ProductSales of(Purchase purchase) {
        return new ProductSales(purchase.product(), 1, purchase.quantity(), purchase.units());
    }

    ProductSales plus(ProductSales more) {
        return new ProductSales(
                product, purchases + more.purchases, quantity + more.quantity, Math.addExact(units, more.units));
    }
}
