package io.ballast.events.kafka;

import static io.ballast.events.EventFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.ledger.BalanceUpdated;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordsTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Event<BalanceUpdated> event = event("default", "user-a", 3);

    @Test
    void anEventComesBackAsItWent() {
        // given
        Event<BalanceUpdated> traced =
                new Event<>(event.id(), event.source(), event.time(), event.tenant(), TRACEPARENT, event.data());

        // when
        ProducerRecord<String, String> record = EventRecords.write(traced);

        // then
        assertThat(record.topic()).isEqualTo(Topics.LEDGER_BALANCES);
        assertThat(record.key()).isEqualTo("default:user-a");
        assertThat(EventRecords.read(received(record))).isEqualTo(Optional.of(traced));
    }

    @Test
    void anEventOutsideOfAnyTraceHasNone() {
        // when
        ProducerRecord<String, String> record = EventRecords.write(event);

        // then
        assertThat(record.headers().lastHeader(EventHeaders.TRACEPARENT)).isNull();
        assertThat(EventRecords.read(received(record)).orElseThrow().traceparent())
                .isNull();
    }

    @Test
    void aTypeThatIsNotKnownIsEmptyHoweverStrange() {
        // given
        ProducerRecord<String, String> record = new ProducerRecord<>(Topics.LEDGER_BALANCES, "key", "<xml/>");
        record.headers().add(EventHeaders.TYPE, "balance_teleported".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(EventRecords.read(received(record))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {EventHeaders.TYPE, EventHeaders.ID, EventHeaders.SOURCE, EventHeaders.TIME, EventHeaders.TENANT})
    void aMissingHeaderMakesItUnreadable(String header) {
        // given
        ProducerRecord<String, String> record = EventRecords.write(event);
        record.headers().remove(header);

        // then
        assertThatThrownBy(() -> EventRecords.read(received(record)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessage("The header " + header + " is missing");
    }

    @ParameterizedTest
    @CsvSource({EventHeaders.ID + ", 17", EventHeaders.TIME + ", yesterday"})
    void aBrokenHeaderMakesItUnreadable(String header, String value) {
        // given
        ProducerRecord<String, String> record = EventRecords.write(event);
        record.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));

        // then
        assertThatThrownBy(() -> EventRecords.read(received(record)))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageNotContaining(value);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null", "''", "[]", "'{\"userId\":\"a\"}'", "'{\"userId\":'"})
    void aBrokenValueMakesItUnreadable(String value) {
        // given
        ProducerRecord<String, String> good = EventRecords.write(event);
        ProducerRecord<String, String> record =
                new ProducerRecord<>(good.topic(), null, good.key(), value, good.headers());

        // then
        assertThatThrownBy(() -> EventRecords.read(received(record))).isInstanceOf(UnreadableEventException.class);
    }

    private static ConsumerRecord<String, String> received(ProducerRecord<String, String> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                new RecordHeaders(sent.headers()),
                Optional.empty());
    }
}
