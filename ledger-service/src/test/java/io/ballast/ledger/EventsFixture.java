package io.ballast.ledger;

import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.Topics;
import io.ballast.events.kafka.EventRecords;
import io.ballast.infrastructure.testkit.TopicRecords;
import java.util.List;

/** Reads {@code ledger.balances.v1} from its beginning, as a consumer that was away would. */
public final class EventsFixture implements AutoCloseable {

    private final TopicRecords records;

    public EventsFixture(String bootstrapServers) {
        records = TopicRecords.of(bootstrapServers, Topics.LEDGER_BALANCES);
    }

    /** What has been told of the owner so far, in order. */
    public List<Event<?>> of(String tenant, String ownerId) {
        return records.soFar().stream()
                .filter(record -> record.key().equals(tenant + ":" + ownerId))
                .<Event<?>>mapMulti(
                        (record, events) -> EventRecords.read(record).ifPresent(events))
                .toList();
    }

    /** The data of what has been told of the owner so far, of one type, in order. */
    public <T extends EventData> List<T> of(String tenant, String ownerId, Class<T> type) {
        return of(tenant, ownerId).stream()
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
