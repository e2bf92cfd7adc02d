package io.ballast.ledger.settlement;

import io.ballast.ledger.asset.RequestedAmount;
import io.ballast.ledger.idempotency.RequestHash;
import java.util.ArrayList;
import java.util.List;

/** Tells settlements apart that were sent under one key. */
final class SettlementClaims {

    private static final int PARTS = 7;

    private SettlementClaims() {}

    static String hash(SettlementRequest request) {
        List<Object> parts = new ArrayList<>(2 + PARTS * request.purchases().size());
        parts.add("settlement");
        parts.add(request.asset());
        request.purchases().forEach(item -> addParts(parts, item));
        return RequestHash.of(parts.toArray());
    }

    private static void addParts(List<Object> parts, SettlementRequest.Item item) {
        if (item == null) {
            parts.add(null);
            return;
        }
        parts.add(item.companyAccountId());
        parts.add(item.companyId());
        parts.add(item.product());
        parts.add(item.quantity());
        parts.add(text(item.price()));
        parts.add(text(item.amount()));
        parts.add(item.buyer());
    }

    private static String text(RequestedAmount amount) {
        return amount == null ? null : amount.text();
    }
}
