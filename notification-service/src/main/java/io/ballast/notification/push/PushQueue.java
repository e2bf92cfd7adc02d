package io.ballast.notification.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.events.json.EventJson;
import io.ballast.notification.push.device.Device;
import io.ballast.notification.push.device.Device.Address;
import io.ballast.notification.push.device.QuietHours;
import io.ballast.notification.stream.Position;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What is to be pushed, in PostgreSQL: one row for each sequence of a user and device. */
@ApplicationScoped
public class PushQueue {

    private static final String CLAIM = "select * from claim_pushes($1, $2)";
    private static final String TARGET = "select * from push_target($1, $2, $3)";
    private static final String KEY =
            " where tenant = $1 and user_id = $2 and epoch = $3 and sequence = $4 and device_id = $5";
    private static final String DONE = "update pushes set state = $6" + KEY;
    private static final String LATER = "update pushes set due_at = $6, attempts = $7" + KEY;
    private static final String FORGET = "delete from pushes where created_at < clock_timestamp() - $1::interval";

    private final Pool pool;
    private final PushConfig config;

    PushQueue(Pool pool, PushConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Where a push goes, and when its user wants to be left alone. */
    record Target(Address address, Optional<QuietHours> quietHours) {}

    /** Takes some of what is due; it is this replica's for the time of the lease. */
    Uni<List<Push>> claim() {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(config.batch(), interval(config.lease())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PushQueue::push)
                        .toList());
    }

    /** Empty if the device is no longer there. */
    Uni<Optional<Target>> target(Push push) {
        return pool.preparedQuery(TARGET)
                .execute(Tuple.of(push.user().tenant(), push.user().id(), push.device()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(PushQueue::target));
    }

    /** It is over with that push. */
    Uni<Void> done(Push push, String state) {
        return pool.preparedQuery(DONE).execute(key(push).addString(state)).replaceWithVoid();
    }

    /** It is tried at another time. */
    Uni<Void> later(Push push, Duration pause, int attempts) {
        Tuple values = key(push)
                .addValue(Instant.now().plus(pause).atOffset(ZoneOffset.UTC))
                .addInteger(attempts);
        return pool.preparedQuery(LATER).execute(values).replaceWithVoid();
    }

    /** Forgets what is older than it must be remembered. */
    Uni<Void> forget() {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(interval(config.retention())))
                .replaceWithVoid();
    }

    private static Tuple key(Push push) {
        return Tuple.tuple()
                .addString(push.user().tenant())
                .addString(push.user().id())
                .addString(push.position().epoch())
                .addLong(push.position().sequence())
                .addUUID(push.device());
    }

    private static Push push(Row row) {
        return new Push(
                new User(row.getString("tenant"), row.getString("user_id")),
                new Position(row.getString("epoch"), row.getLong("sequence")),
                row.getUUID("device_id"),
                message(row.getString("message")),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static Target target(Row row) {
        Address address = Device.address(
                row.getString("kind"), row.getString("target"), row.getString("p256dh"), row.getString("auth"));
        LocalTime from = row.getLocalTime("quiet_from");
        return new Target(
                address,
                from == null
                        ? Optional.empty()
                        : Optional.of(new QuietHours(
                                from, row.getLocalTime("quiet_to"), ZoneId.of(row.getString("time_zone")))));
    }

    private static Interval interval(Duration duration) {
        return Interval.of(duration);
    }

    private static PushMessage message(String json) {
        try {
            return EventJson.mapper().readValue(json, PushMessage.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
