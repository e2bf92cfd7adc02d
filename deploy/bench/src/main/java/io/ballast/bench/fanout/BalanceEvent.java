package io.ballast.bench.fanout;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** {@code balance_updated} of the ledger as its contract has it: CloudEvents in binary mode. */
final class BalanceEvent {

    static final String TOPIC = "ledger.balances.v1";

    private static final String TENANT = "default";

    private BalanceEvent() {}

    static ProducerRecord<String, String> record(int user, long version, int number) {
        ProducerRecord<String, String> record =
                new ProducerRecord<>(TOPIC, TENANT + ":" + Peer.room(user), Message.eventData(user, version, number));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", UUID.randomUUID().toString());
        header(record, "ce_type", "balance_updated");
        header(record, "ce_source", "ledger-service");
        header(record, "ce_time", Instant.now().toString());
        header(record, "ce_subject", Message.account(user));
        header(record, "ce_tenant", TENANT);
        header(record, "content-type", "application/json");
        return record;
    }

    private static void header(ProducerRecord<String, String> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
