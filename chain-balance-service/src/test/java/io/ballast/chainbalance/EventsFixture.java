package io.ballast.chainbalance;

import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.kafka.EventRecords;
import io.ballast.infrastructure.testkit.TopicRecords;
import java.util.List;
import java.util.UUID;

/** Reads {@code chain.balances.v1} from its beginning, as a consumer that was away would. */
public final class EventsFixture implements AutoCloseable {

    private final TopicRecords records;

    public EventsFixture(String bootstrapServers) {
        records = TopicRecords.of(bootstrapServers, Topics.CHAIN_BALANCES);
    }

    /** What has been told of the wallet so far, in order. */
    public List<Event<?>> ofWallet(UUID wallet) {
        return records.soFar().stream()
                .filter(record -> record.key().equals(wallet.toString()))
                .<Event<?>>mapMulti(
                        (record, events) -> EventRecords.read(record).ifPresent(events))
                .toList();
    }

    /** The changes of the wallet's balances so far, in order. */
    public List<ChainBalanceChanged> changesOf(UUID wallet) {
        return ofWallet(wallet, ChainBalanceChanged.class);
    }

    /** The wallet's income so far, in order. */
    public List<ChainCreditDetected> creditsOf(UUID wallet) {
        return ofWallet(wallet, ChainCreditDetected.class);
    }

    private <T> List<T> ofWallet(UUID wallet, Class<T> type) {
        return ofWallet(wallet).stream()
                .map(Event::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public void close() {
        records.close();
    }
}
