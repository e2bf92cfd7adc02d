package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.wallet.Wallet;
import io.ballast.events.chain.ChainBalanceChanged;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says which events tell of outcomes: one for each balance that changed. An allowance is no balance. */
final class BalanceEvents {

    private BalanceEvents() {}

    static List<ChainBalanceChanged> of(List<ReadBatch.ItemOutcome> outcomes) {
        return outcomes.stream().flatMap(BalanceEvents::of).toList();
    }

    private static Stream<ChainBalanceChanged> of(ReadBatch.ItemOutcome item) {
        boolean balance = item.item().key().isBalance();
        return balance && item.outcome() instanceof Outcome.Changed changed
                ? Stream.of(event(item.item(), changed))
                : Stream.empty();
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
