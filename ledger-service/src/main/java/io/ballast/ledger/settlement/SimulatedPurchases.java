package io.ballast.ledger.settlement;

import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.RequestedAmount;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Purchases that nobody made. The same seed and companies give the same purchases. */
final class SimulatedPurchases {

    private static final List<String> PRODUCTS =
            List.of("coffee", "bread", "book", "lamp", "bicycle", "ticket", "chair", "guitar", "camera", "honey");
    private static final int MAX_QUANTITY = 5;
    private static final int MAX_PRICE_UNITS = 10_000;
    private static final int BUYERS = 500;

    private SimulatedPurchases() {}

    /**
     * @param companyIds at least one
     */
    static SettlementRequest of(Asset asset, List<String> companyIds, int count, long seed) {
        Random random = new Random(seed);
        return new SettlementRequest(
                asset.code(),
                Stream.generate(() -> purchase(asset, companyIds, random))
                        .limit(count)
                        .toList());
    }

    private static SettlementRequest.Item purchase(Asset asset, List<String> companyIds, Random random) {
        String company = companyIds.get(random.nextInt(companyIds.size()));
        String product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
        long quantity = 1L + random.nextInt(MAX_QUANTITY);
        String price = asset.toDecimal(1L + random.nextInt(MAX_PRICE_UNITS)).toPlainString();
        String buyer = "buyer-" + random.nextInt(BUYERS);
        return new SettlementRequest.Item(null, company, product, quantity, new RequestedAmount(price), null, buyer);
    }
}
