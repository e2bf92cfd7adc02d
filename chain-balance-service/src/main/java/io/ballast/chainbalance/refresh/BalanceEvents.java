package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.wallet.Wallet;
import io.ballast.events.EventData;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainBalanceReorged;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says which events tell of outcomes: one for each balance that changed or was taken back. An allowance is no balance. */
final class BalanceEvents {

    private BalanceEvents() {}

    static List<EventData> of(List<ReadBatch.ItemOutcome> outcomes) {
        return outcomes.stream().flatMap(BalanceEvents::of).toList();
    }

    private static Stream<EventData> of(ReadBatch.ItemOutcome item) {
        if (!item.item().key().isBalance()) {
            return Stream.empty();
        }
        return switch (item.outcome()) {
            case Outcome.Changed changed -> Stream.of(event(item.item(), changed));
            case Outcome.Reorged reorged -> Stream.of(event(item.item(), reorged));
            default -> Stream.empty();
        };
    }

    private static ChainBalanceReorged event(ReadBatch.Item item, Outcome.Reorged reorged) {
        Wallet wallet = item.wallet();
        Asset asset = item.read().asset();
        KnownValue value = reorged.observation().known().orElseThrow();
        KnownValue withdrawn = reorged.withdrawn();
        return new ChainBalanceReorged(
                wallet.id(),
                wallet.network().chain(),
                wallet.network().network(),
                wallet.address(),
                wallet.role().code(),
                wallet.owner().type().code(),
                wallet.owner().id(),
                asset.symbol(),
                asset.decimals(),
                value.version(),
                asset.toDecimal(value.raw()),
                value.raw().toString(),
                asset.toDecimal(withdrawn.raw()),
                withdrawn.raw().toString(),
                value.blockHeight(),
                value.blockHash(),
                withdrawn.blockHeight(),
                withdrawn.blockHash(),
                value.asOf());
    }

    private static ChainBalanceChanged event(ReadBatch.Item item, Outcome.Changed changed) {
        Wallet wallet = item.wallet();
        Asset asset = item.read().asset();
        KnownValue value = changed.observation().known().orElseThrow();
        Optional<BigInteger> previous = changed.previous().map(KnownValue::raw);
        return new ChainBalanceChanged(
                wallet.id(),
                wallet.network().chain(),
                wallet.network().network(),
                wallet.address(),
                wallet.role().code(),
                wallet.owner().type().code(),
                wallet.owner().id(),
                asset.symbol(),
                asset.decimals(),
                value.version(),
                asset.toDecimal(value.raw()),
                value.raw().toString(),
                previous.map(asset::toDecimal).orElse(null),
                previous.map(BigInteger::toString).orElse(null),
                value.blockHeight(),
                value.blockHash(),
                value.finality(),
                value.source(),
                value.asOf());
    }
}
