package io.ballast.ledger.kind;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.kind.KindVerdict.Fits;
import io.ballast.ledger.kind.KindVerdict.Unfit;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.security.Caller;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Judges what is asked for by the rule of its kind; balances and limits are judged when it is posted. */
final class KindRules {

    private KindRules() {}

    /** What stands against it before any account is looked at. */
    static Optional<Unfit> mayAsk(Kind kind, Caller caller, UUID accountId, UUID counterpartyId) {
        if (kind.staffOnly() && !caller.isStaff()) {
            return Optional.of(new Unfit(ProblemCode.FORBIDDEN, null, "Only staff can ask for this kind"));
        }
        if (!kind.paysOut() && accountId == null) {
            return Optional.of(malformed("accountId", "must name the account that gets the money"));
        }
        if (!kind.withSystem() && counterpartyId == null) {
            return Optional.of(malformed("counterpartyAccountId", "must name the account that gets the money"));
        }
        return Optional.empty();
    }

    /** What stands against the accounts at both ends. */
    static Optional<Unfit> mayUse(Kind kind, Caller caller, Account account, Optional<OwnerType> counterparty) {
        if (!kind.paysOut() && AccountAccess.isOwner(caller, account)) {
            return Optional.of(new Unfit(ProblemCode.OWN_ACCOUNT, null, null));
        }
        if (counterparty.isPresent() && !kind.counterparties().contains(counterparty.get())) {
            return Optional.of(new Unfit(
                    ProblemCode.COUNTERPARTY_UNSUPPORTED, "counterpartyAccountId", "is no account for this kind"));
        }
        return Optional.empty();
    }

    /**
     * Reads what is told of a transaction of the kind.
     *
     * @param amount without its sign
     */
    static KindVerdict metadata(Kind kind, BigDecimal amount, Map<String, Object> told) {
        Map<String, Object> kept =
                LinkedHashMap.newLinkedHashMap(kind.metadata().size());
        for (MetadataField field : kind.metadata()) {
            Optional<Object> value = field.read(told.get(field.wireName()));
            if (value.isEmpty()) {
                return malformed("metadata." + field.wireName(), field.rule());
            }
            kept.put(field.wireName(), value.get());
        }
        if (!kept.keySet().containsAll(told.keySet())) {
            return malformed("metadata", "has a field that is not known to this kind");
        }
        return kind.isTrade() ? trade(amount, kept) : new Fits(kept);
    }

    private static KindVerdict trade(BigDecimal amount, Map<String, Object> kept) {
        BigDecimal quantity = (BigDecimal) kept.get(MetadataField.QUANTITY.wireName());
        BigDecimal price = (BigDecimal) kept.get(MetadataField.PRICE.wireName());
        return quantity.multiply(price).compareTo(amount) == 0
                ? new Fits(kept)
                : new Unfit(ProblemCode.INVALID_AMOUNT, "amount", "must be exactly quantity times price");
    }

    private static Unfit malformed(String field, String message) {
        return new Unfit(ProblemCode.INVALID_REQUEST, field, message);
    }
}
