package io.ballast.ledger.balance;

import io.ballast.events.Event;
import io.ballast.events.EventType;
import io.ballast.events.inbox.EventReceiver;
import io.ballast.events.kafka.EventHeaders;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.AssetConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Brings the cache up to date from our own events. The write after a commit can be lost with the process or with the way to
 * Redis, and the balance before it would then be served for as long as it lives; an event is never lost.
 *
 * <p>Most of these events tell what this process has told Redis already. So they are taken by the batch, only the newest
 * balance of each user counts, and what Redis has been told is passed over.
 */
@ApplicationScoped
class CacheFromEvents {

    private static final byte[] BALANCE_UPDATED =
            EventType.BALANCE_UPDATED.wireName().getBytes(StandardCharsets.UTF_8);

    private final EventReceiver receiver;
    private final BalanceCache cache;
    private final String asset;

    CacheFromEvents(EventReceiver receiver, BalanceCache cache, AssetConfig assets) {
        this.receiver = receiver;
        this.cache = cache;
        this.asset = assets.defaultCode();
    }

    /** What can not be done at once is done record by record, with the attempts that each deserves. */
    @Incoming("ledger-balances")
    Uni<Void> consume(KafkaRecordBatch<String, String> batch) {
        return Uni.createFrom()
                .deferred(() -> cache.writeAll(newest(batch.getRecords())))
                .onFailure()
                .recoverWithUni(() -> oneByOne(batch.getRecords()))
                .chain(() -> Uni.createFrom().completionStage(batch.ack()));
    }

    private Collection<CacheableBalance> newest(List<KafkaRecord<String, String>> records) {
        Map<String, CacheableBalance> newest = new LinkedHashMap<>();
        for (KafkaRecord<String, String> record : records) {
            ConsumerRecord<String, String> read = recordOf(record);
            if (tellsOfBalance(read) && !isTold(read)) {
                EventRecords.read(read)
                        .flatMap(this::toTell)
                        .ifPresent(balance -> newest.merge(read.key(), balance, CacheableBalance::newer));
            }
        }
        return newest.values();
    }

    private Uni<Void> oneByOne(List<KafkaRecord<String, String>> records) {
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(this::one)
                .collect()
                .last();
    }

    private Uni<Void> one(KafkaRecord<String, String> record) {
        return receiver.receive(recordOf(record), this::apply)
                .onFailure()
                .recoverWithUni(failure -> Uni.createFrom().completionStage(record.nack(failure)));
    }

    private Uni<Void> apply(Event<?> event) {
        return cache.writeAll(toTell(event).map(List::of).orElseGet(List::of));
    }

    /** A user has one account of an asset. */
    private Optional<CacheableBalance> toTell(Event<?> event) {
        if (event.data() instanceof BalanceUpdated updated
                && updated.ownerType().equals(OwnerType.USER.wireName())
                && updated.asset().equals(asset)
                && !cache.hasTold(event.tenant(), updated.userId(), updated.version())) {
            return Optional.of(
                    new CacheableBalance(event.tenant(), updated.userId(), updated.newBalance(), updated.version()));
        }
        return Optional.empty();
    }

    /** Most are: to know it, no more of the event is read than has to be. */
    private boolean isTold(ConsumerRecord<String, String> record) {
        return ToldEvents.read(record.value())
                .filter(event -> event.asset().equals(asset))
                .filter(event -> cache.hasTold(tenant(record), event.userId(), event.version()))
                .isPresent();
    }

    private static String tenant(ConsumerRecord<String, String> record) {
        Header tenant = record.headers().lastHeader(EventHeaders.TENANT);
        return tenant == null ? "" : new String(tenant.value(), StandardCharsets.UTF_8);
    }

    private static boolean tellsOfBalance(ConsumerRecord<String, String> record) {
        Header type = record.headers().lastHeader(EventHeaders.TYPE);
        return type == null || Arrays.equals(type.value(), BALANCE_UPDATED);
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<String, String> recordOf(KafkaRecord<String, String> record) {
        return record.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
    }
}
