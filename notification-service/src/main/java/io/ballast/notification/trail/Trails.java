package io.ballast.notification.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.events.background.Periodic;
import io.ballast.events.json.EventJson;
import io.ballast.notification.replica.ReplicaName;
import io.ballast.notification.stream.Position;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Which sockets an event reached, on whatever replica, for streams that an operator looks at. A stream is watched for two
 * minutes after the last look; the events of others cost one comparison.
 */
@ApplicationScoped
public class Trails {

    private static final String WATCHED = "notification:watched";
    private static final String TRAIL = "notification:trail:";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration WATCH = Duration.ofMinutes(2);
    private static final String KEPT_SECONDS = "600";
    /** Marks kept of one stream, and waiting in one replica: beyond them the oldest, or the newest, are left out. */
    private static final int MAX_MARKS = 1000;

    private static final String MAX_WATCHED = "100";

    private final ReplicaName replica;
    private final RedisAPI redis;
    private final Vertx vertx;
    private final BlockingQueue<Mark> waiting = new ArrayBlockingQueue<>(MAX_MARKS);
    private volatile Set<String> watched = Set.of();
    private Periodic working;

    Trails(ReplicaName replica, RedisAPI redis, Vertx vertx) {
        this.replica = replica;
        this.redis = redis;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        working = Periodic.start(vertx, "Marking watched streams", INTERVAL, this::work);
    }

    void stop(@Observes ShutdownEvent event) {
        working.stop();
    }

    /** The event at this place is handed to a socket. Called on event loops, for every frame. */
    public void delivered(Position place, String connection) {
        if (!watched.isEmpty() && watched.contains(place.epoch())) {
            // as the stream has it, whatever the reader sees
            Position kept = new Position(place.epoch(), place.sequence());
            waiting.offer(new Mark(kept.toString(), replica.value(), connection, Instant.now()));
        }
    }

    /** From now on replicas mark what they deliver of the stream; gives what they have marked so far, oldest first. */
    public Uni<List<Mark>> watch(String epoch) {
        String until = Long.toString(Instant.now().plus(WATCH).toEpochMilli());
        return redis.zadd(List.of(WATCHED, until, epoch))
                .chain(() -> redis.expire(List.of(WATCHED, KEPT_SECONDS)))
                .chain(() -> redis.lrange(TRAIL + epoch, "0", "-1"))
                .map(Trails::marks);
    }

    private Uni<Void> work() {
        return write().chain(this::look);
    }

    private Uni<Void> write() {
        List<Mark> marks = new ArrayList<>();
        waiting.drainTo(marks);
        return marks.stream()
                .collect(Collectors.groupingBy(
                        mark -> mark.id().substring(0, mark.id().indexOf(':'))))
                .entrySet()
                .stream()
                .map(stream -> append(TRAIL + stream.getKey(), stream.getValue()))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    private Uni<Void> append(String key, List<Mark> marks) {
        List<String> push = new ArrayList<>(List.of(key));
        marks.stream().map(Trails::json).forEach(push::add);
        return redis.rpush(push)
                .chain(() -> redis.ltrim(key, Integer.toString(-MAX_MARKS), "-1"))
                .chain(() -> redis.expire(List.of(key, KEPT_SECONDS)))
                .replaceWithVoid();
    }

    private Uni<Void> look() {
        String now = Long.toString(Instant.now().toEpochMilli());
        return redis.zremrangebyscore(WATCHED, "-inf", now)
                .chain(() -> redis.zrange(List.of(WATCHED, "0", MAX_WATCHED)))
                .invoke(epochs -> watched = StreamSupport.stream(epochs.spliterator(), false)
                        .map(Response::toString)
                        .collect(Collectors.toUnmodifiableSet()))
                .replaceWithVoid();
    }

    private static List<Mark> marks(Response lines) {
        return StreamSupport.stream(lines.spliterator(), false)
                .map(line -> read(line.toString()))
                .toList();
    }

    private static Mark read(String json) {
        try {
            return EventJson.mapper().readValue(json, Mark.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Redis has a mark that is none", e);
        }
    }

    private static String json(Mark mark) {
        try {
            return EventJson.mapper().writeValueAsString(mark);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
