package io.ballast.notification.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.events.json.EventJson;
import io.ballast.notification.stream.Position;
import io.ballast.notification.user.User;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Remembers which events have been delivered, and queues what of them is to be pushed. */
@ApplicationScoped
public class PushIntake {

    private static final String MARK =
            "select mark_and_push($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::jsonb, $12)";

    private final Pool pool;
    private final PushConfig config;
    private final String defaultThresholds;
    private final Counter tooMany;

    PushIntake(Pool pool, PushConfig config, MeterRegistry meters) {
        this.pool = pool;
        this.config = config;
        this.defaultThresholds = json(config.defaultThresholds());
        this.tooMany = Counter.builder("notification.pushes.limited")
                .description("Pushes that were left out because their device had been given too many within the hour")
                .register(meters);
    }

    /**
     * An event that has been delivered.
     *
     * @param position its place in the user's stream, if it has one
     * @param notice what a device is told of it, if anything
     */
    public record Told(UUID event, User user, Optional<Position> position, Optional<Notice> notice) {

        private boolean isPushed() {
            return position.isPresent() && notice.isPresent();
        }
    }

    /**
     * Remembers for a consumer that the events have been delivered, and for each device of their users that wants it what is to
     * be pushed: both or neither for all of one tenant, and once.
     */
    public Uni<Void> markAndPush(String consumer, List<Told> told) {
        Map<String, List<Told>> byTenant =
                told.stream().collect(Collectors.groupingBy(one -> one.user().tenant()));
        return Multi.createFrom()
                .iterable(byTenant.entrySet())
                .onItem()
                .transformToUniAndConcatenate(tenant -> markAndPush(consumer, tenant.getKey(), tenant.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> markAndPush(String consumer, String tenant, List<Told> told) {
        Tuple values = Tuple.tuple()
                .addString(consumer)
                .addString(tenant)
                .addArrayOfUUID(told.stream().map(Told::event).toArray(UUID[]::new))
                .addArrayOfString(texts(told, one -> one.user().id()))
                .addArrayOfString(texts(told, one -> one.isPushed() ? place(one).epoch() : ""))
                .addArrayOfLong(told.stream()
                        .map(one -> one.isPushed() ? place(one).sequence() : 0L)
                        .toArray(Long[]::new))
                .addArrayOfString(
                        texts(told, one -> one.notice().map(Notice::asset).orElse("")))
                .addArrayOfString(texts(told, PushIntake::amount))
                .addArrayOfString(texts(told, one -> one.isPushed() ? json(message(one)) : ""))
                .addValue(Interval.of(config.delay()))
                .addString(defaultThresholds)
                .addInteger(config.maxPerDeviceAndHour());
        return pool.preparedQuery(MARK)
                .execute(values)
                .invoke(rows -> tooMany.increment(rows.iterator().next().getLong(0)))
                .replaceWithVoid();
    }

    private static String[] texts(List<Told> told, Function<Told, String> text) {
        return told.stream().map(text).toArray(String[]::new);
    }

    private static Position place(Told told) {
        return told.position().orElseThrow();
    }

    /** Empty for what is told whatever its size. */
    private static String amount(Told told) {
        return told.notice()
                .filter(notice -> !notice.always())
                .map(notice -> notice.amount().toPlainString())
                .orElse("");
    }

    private static PushMessage message(Told told) {
        Notice notice = told.notice().orElseThrow();
        return new PushMessage(notice.event(), place(told).toString(), notice.title(), notice.body());
    }

    private static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
