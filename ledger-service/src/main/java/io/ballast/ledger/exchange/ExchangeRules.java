package io.ballast.ledger.exchange;

import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Chain;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferNote;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Makes of an exchange two transfers with the system's accounts in between, which are posted together or not at all. */
final class ExchangeRules {

    /** The amounts are exact; the rate is told for people, to so many digits. */
    private static final MathContext RATE = new MathContext(18, RoundingMode.HALF_EVEN);

    private ExchangeRules() {}

    static Chain chain(ExchangeLeg given, ExchangeLeg taken, TransferNote note) {
        String rate = rate(given.amount(), taken.amount());
        return new Chain(List.of(
                transfer(given, note.with(metadata(rate, taken))), transfer(taken, note.with(metadata(rate, given)))));
    }

    /** How much of the second asset is given for one of the first, in plain digits. */
    static String rate(AssetAmount given, AssetAmount taken) {
        return taken.asset()
                .toDecimal(taken.units())
                .divide(given.asset().toDecimal(given.units()), RATE)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Map<String, Object> metadata(String rate, ExchangeLeg other) {
        return Map.of(
                "rate", rate,
                "otherTransactionId", other.transactionId().toString(),
                "otherAsset", other.amount().asset().code(),
                "otherAmount", decimal(other.amount()));
    }

    private static String decimal(AssetAmount amount) {
        return amount.asset().toDecimal(amount.units()).toPlainString();
    }

    private static Transfer transfer(ExchangeLeg leg, TransferNote note) {
        return Transfer.of(
                leg.transactionId(),
                TransactionType.EXCHANGE,
                leg.from(),
                leg.to(),
                leg.amount().units(),
                note);
    }
}
