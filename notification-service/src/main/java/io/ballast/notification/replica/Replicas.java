package io.ballast.notification.replica;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.events.background.Periodic;
import io.ballast.events.json.EventJson;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * The replicas of this service and what they do: each writes its report into Redis once a second, and whoever is asked reads
 * them all. One that is gone disappears after some seconds.
 */
@ApplicationScoped
public class Replicas {

    private static final String KEY = "notification:replicas";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** Clocks of replicas differ by less, and a replica that pauses for so long is worth asking about. */
    private static final Duration KNOWN = Duration.ofSeconds(10);

    /** An operator waits. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final String KEPT_SECONDS = "60";

    private final ReplicaName name;
    private final ReplicaMeter meter;
    private final RedisAPI redis;
    private final Vertx vertx;
    private Periodic reporting;

    Replicas(ReplicaName name, ReplicaMeter meter, RedisAPI redis, Vertx vertx) {
        this.name = name;
        this.meter = meter;
        this.redis = redis;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        reporting = Periodic.start(vertx, "Reporting this replica", INTERVAL, this::report);
    }

    void stop(@Observes ShutdownEvent event) {
        reporting.stop();
    }

    /** The latest report of every replica that is alive, by their names. */
    public Uni<List<ReplicaReport>> all() {
        return redis.hgetall(KEY)
                .ifNoItem()
                .after(ANSWER)
                .failWith(() -> new TimeoutException("Redis did not answer"))
                .map(Replicas::known);
    }

    private Uni<Void> report() {
        return redis.hset(List.of(KEY, name.value(), json(meter.report())))
                .chain(() -> redis.expire(List.of(KEY, KEPT_SECONDS)))
                .chain(this::forget)
                .replaceWithVoid();
    }

    /** A hash has no times for its fields: whoever reports takes out those that have not for long. */
    private Uni<Void> forget() {
        return redis.hgetall(KEY).chain(fields -> {
            List<String> gone = new ArrayList<>(List.of(KEY));
            reports(fields).stream().filter(report -> !isKnown(report)).forEach(report -> gone.add(report.replica()));
            return gone.size() == 1
                    ? Uni.createFrom().voidItem()
                    : redis.hdel(gone).replaceWithVoid();
        });
    }

    private static List<ReplicaReport> known(Response fields) {
        return reports(fields).stream()
                .filter(Replicas::isKnown)
                .sorted(Comparator.comparing(ReplicaReport::replica))
                .toList();
    }

    private static List<ReplicaReport> reports(Response fields) {
        return fields.getKeys().stream()
                .map(replica -> fields.get(replica).toString())
                .map(Replicas::read)
                .toList();
    }

    private static boolean isKnown(ReplicaReport report) {
        return report.at().isAfter(Instant.now().minus(KNOWN));
    }

    private static ReplicaReport read(String json) {
        try {
            return EventJson.mapper().readValue(json, ReplicaReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Redis has a report that is none", e);
        }
    }

    private static String json(ReplicaReport report) {
        try {
            return EventJson.mapper().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
