package io.ballast.autodeposit.ingest;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.credit.Income;
import io.ballast.events.chain.ChainCreditDetected;
import java.util.Optional;
import java.util.stream.Stream;

/** What a {@code chain_credit_detected} event is to this service. */
sealed interface CreditReading {

    /** Of another chain, asset or kind of owner: nothing to do with deposits. */
    record Irrelevant() implements CreditReading {}

    /** Income of a user's wallet. */
    record Received(Income income, String userId, String account) implements CreditReading {}

    /** It should be income, but can not be. */
    record Unusable(String reason) implements CreditReading {}

    /** Reads an event without any I/O, the cheap question first. */
    static CreditReading of(ChainCreditDetected event) {
        boolean relevant = ObservationReading.CHAIN.equals(event.chain())
                && ObservationReading.ASSET.equals(event.asset())
                && ObservationReading.OWNER_TYPE.equals(event.ownerType());
        if (!relevant) {
            return new Irrelevant();
        }
        return refusal(event).<CreditReading>map(Unusable::new).orElseGet(() -> received(event));
    }

    private static Optional<String> refusal(ChainCreditDetected event) {
        boolean nameless = Stream.of(
                        event.userId(), event.address(), event.network(), event.chainEventId(), event.transactionHash())
                .anyMatch(text -> text == null || text.isBlank());
        if (event.walletId() == null || nameless || event.timestamp() == null || event.blockHeight() == null) {
            return Optional.of(
                    "the event lacks walletId, userId, address, network, chainEventId, transactionHash, blockHeight or timestamp");
        }
        if (event.decimals() != UsdcAmount.SCALE) {
            return Optional.of("decimals is " + event.decimals() + ", and USDC on Stellar has " + UsdcAmount.SCALE);
        }
        return UsdcAmount.refusal(event.amount()).or(() -> disagreement(event));
    }

    /** Both forms of the amount are the producer's word; where they differ, neither can be trusted. */
    private static Optional<String> disagreement(ChainCreditDetected event) {
        UsdcAmount amount = new UsdcAmount(event.amount());
        if (amount.isZero()) {
            return Optional.of("the amount is nothing");
        }
        return amount.units().toString().equals(event.amountRaw())
                ? Optional.empty()
                : Optional.of("amount and amountRaw are not the same amount");
    }

    private static Received received(ChainCreditDetected event) {
        Income income = new Income(
                event.walletId(),
                event.network(),
                event.chainEventId(),
                Optional.ofNullable(event.sender()),
                new UsdcAmount(event.amount()),
                event.transactionHash(),
                event.blockHeight(),
                event.timestamp());
        return new Received(income, event.userId(), event.address());
    }
}
