package io.ballast.ledger.kind;

import static io.ballast.ledger.account.OwnerType.COMMUNITY;
import static io.ballast.ledger.account.OwnerType.COMPANY;
import static io.ballast.ledger.account.OwnerType.USER;
import static io.ballast.ledger.kind.MetadataField.MISSION;
import static io.ballast.ledger.kind.MetadataField.PRICE;
import static io.ballast.ledger.kind.MetadataField.PURPOSE;
import static io.ballast.ledger.kind.MetadataField.QUANTITY;
import static io.ballast.ledger.kind.MetadataField.REWARD;
import static io.ballast.ledger.kind.MetadataField.SYMBOL;

import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.transaction.TransactionType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kinds that can be asked for by {@code POST /transactions}, each with its rule. Whoever asks pays; what pays the asker
 * is for staff. Other kinds come about in ways of their own: openings, top-ups, settlements, exchanges, adjustments and
 * reversals.
 */
final class Kinds {

    /** The names of all kinds, for the form of a request. */
    static final String PATTERN = "payment|transfer|donation|mission_reward|reward_purchase|stock_purchase|stock_sale";

    private static final Set<OwnerType> ANYBODY = Set.of(USER, COMMUNITY, COMPANY);
    private static final Set<OwnerType> ORGANISATIONS = Set.of(COMMUNITY, COMPANY);
    private static final Set<OwnerType> COMPANIES = Set.of(COMPANY);
    private static final List<MetadataField> TRADE = List.of(SYMBOL, QUANTITY, PRICE);

    private static final Map<String, Kind> BY_NAME = byName(
            byAnybody(TransactionType.PAYMENT, true, ORGANISATIONS, List.of()),
            byAnybody(TransactionType.TRANSFER, false, ANYBODY, List.of()),
            byAnybody(TransactionType.DONATION, false, ORGANISATIONS, List.of(PURPOSE)),
            byAnybody(TransactionType.REWARD_PURCHASE, true, ORGANISATIONS, List.of(REWARD)),
            byAnybody(TransactionType.STOCK_PURCHASE, true, COMPANIES, TRADE),
            byStaff(TransactionType.STOCK_SALE, true, COMPANIES, TRADE),
            byStaff(TransactionType.MISSION_REWARD, true, ORGANISATIONS, List.of(MISSION)));

    private Kinds() {}

    /** The kind of that wire name, one of {@link #PATTERN}. */
    static Kind of(String name) {
        Kind kind = BY_NAME.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("No kind that can be asked for: " + name);
        }
        return kind;
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    private static Kind byAnybody(
            TransactionType type, boolean withSystem, Set<OwnerType> counterparties, List<MetadataField> metadata) {
        return new Kind(type, Sign.NEGATIVE, false, withSystem, counterparties, metadata);
    }

    private static Kind byStaff(
            TransactionType type, boolean withSystem, Set<OwnerType> counterparties, List<MetadataField> metadata) {
        return new Kind(type, Sign.POSITIVE, true, withSystem, counterparties, metadata);
    }

    private static Map<String, Kind> byName(Kind... kinds) {
        Map<String, Kind> byName = LinkedHashMap.newLinkedHashMap(kinds.length);
        for (Kind kind : kinds) {
            byName.put(kind.type().wireName(), kind);
        }
        return byName;
    }
}
