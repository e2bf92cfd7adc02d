package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.finality.ChainFinality;
import io.ballast.chainbalance.wallet.Wallet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Everything that is read of some wallets of one network, and what becomes of it. */
record ReadBatch(ChainNetwork network, List<Item> items) {

    /** One read of one wallet. */
    record Item(Wallet wallet, ChainRead read) {

        ReadKey key() {
            return ReadKey.of(wallet.id(), read);
        }
    }

    static ReadBatch of(ChainReader reader, List<Wallet> wallets) {
        return new ReadBatch(
                reader.network(),
                wallets.stream()
                        .flatMap(wallet -> reader.readsFor(wallet.role(), wallet.address()).stream()
                                .map(read -> new Item(wallet, read)))
                        .toList());
    }

    List<ChainRead> reads() {
        return items.stream().map(Item::read).toList();
    }

    /**
     * What the answer does to the observations of one tenant's wallets.
     *
     * @param wallets those that still exist
     * @param stored what is known of them, without entries for what was never read
     * @param chain how final the network is, and what it has taken back lately
     */
    List<ItemOutcome> outcomes(
            Set<UUID> wallets, Map<ReadKey, Observation> stored, Answer answer, ChainFinality chain) {
        return IntStream.range(0, items.size())
                .filter(i -> wallets.contains(items.get(i).wallet().id()))
                .mapToObj(i -> new ItemOutcome(items.get(i), outcome(i, stored, answer, chain)))
                .toList();
    }

    /** An item with what its answer does to its observation. */
    record ItemOutcome(Item item, Outcome outcome) {}

    private Outcome outcome(int index, Map<ReadKey, Observation> stored, Answer answer, ChainFinality chain) {
        Item item = items.get(index);
        int decimals = item.read().asset().decimals();
        Observation before = stored.getOrDefault(item.key(), Observation.unknown(item.key(), decimals));
        return switch (answer) {
            case Answer.Answered answered ->
                ObservationRules.answered(before, answered.reading().results().get(index), answered.reading(), chain);
            case Answer.Unanswered unanswered ->
                ObservationRules.unanswered(before, unanswered.code(), unanswered.at());
        };
    }
}
