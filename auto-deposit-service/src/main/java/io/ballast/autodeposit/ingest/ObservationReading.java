package io.ballast.autodeposit.ingest;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.tracking.BalanceObservation;
import io.ballast.events.chain.ChainBalanceChanged;
import java.util.Optional;
import java.util.stream.Stream;

/** What a {@code chain_balance_changed} event is to this service. */
sealed interface ObservationReading {

    String CHAIN = "stellar";
    String ASSET = "USDC";
    String OWNER_TYPE = "user";

    /** Of another chain, asset or kind of owner: nothing to do with deposits. */
    record Irrelevant() implements ObservationReading {}

    /** A balance to track. */
    record Observed(BalanceObservation observation) implements ObservationReading {}

    /** It should be a balance to track, but can not be one. */
    record Unusable(String reason) implements ObservationReading {}

    /** Reads an event without any I/O, the cheap question first. */
    static ObservationReading of(ChainBalanceChanged event) {
        if (!isRelevant(event)) {
            return new Irrelevant();
        }
        return refusal(event).<ObservationReading>map(Unusable::new).orElseGet(() -> new Observed(observation(event)));
    }

    private static boolean isRelevant(ChainBalanceChanged event) {
        return CHAIN.equals(event.chain()) && ASSET.equals(event.asset()) && OWNER_TYPE.equals(event.ownerType());
    }

    private static Optional<String> refusal(ChainBalanceChanged event) {
        boolean nameless = Stream.of(event.userId(), event.address(), event.network())
                .anyMatch(text -> text == null || text.isBlank());
        if (event.walletId() == null || nameless) {
            return Optional.of("the event lacks walletId, userId, address or network");
        }
        if (event.decimals() != UsdcAmount.SCALE) {
            return Optional.of("decimals is " + event.decimals() + ", and USDC on Stellar has " + UsdcAmount.SCALE);
        }
        return UsdcAmount.refusal(event.newBalance()).or(() -> disagreement(event));
    }

    /** Both forms of the amount are the producer's word; where they differ, neither can be trusted. */
    private static Optional<String> disagreement(ChainBalanceChanged event) {
        String smallestUnits =
                new UsdcAmount(event.newBalance()).value().unscaledValue().toString();
        return smallestUnits.equals(event.newBalanceRaw())
                ? Optional.empty()
                : Optional.of("newBalance and newBalanceRaw are not the same amount");
    }

    private static BalanceObservation observation(ChainBalanceChanged event) {
        return new BalanceObservation(
                event.walletId(),
                event.userId(),
                event.address(),
                event.network(),
                new UsdcAmount(event.newBalance()),
                event.blockHeight() == null ? 0 : event.blockHeight(),
                event.version());
    }
}
