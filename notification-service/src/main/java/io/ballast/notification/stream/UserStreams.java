package io.ballast.notification.stream;

import io.ballast.notification.user.User;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisClientType;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The per-user streams in Redis: one sequence a user, the latest events for replay, and the publication to the replicas.
 * Redis is the courier here, never the authority: when it has lost a stream, a new epoch begins.
 */
@ApplicationScoped
public class UserStreams {

    private static final String EPOCH = "epoch.lua";
    private static final int EPOCH_BITS = 60;
    private static final int EPOCH_RADIX = 36;

    private final Script append = Script.of(EPOCH, "append.lua");
    private final Script position = Script.of(EPOCH, "position.lua");
    private final Script since = Script.of(EPOCH, "since.lua");
    private final Script acknowledge = Script.of("acknowledge.lua");
    private final Script latest = Script.of("latest.lua");
    private final SecureRandom random = new SecureRandom();
    private final RedisAPI redis;
    private final Redis clients;
    private final StreamConfig config;
    private final int usersAtOnce;
    private final Counter duplicates;
    private final Counter outdated;
    private final Counter failures;

    UserStreams(RedisAPI redis, Redis clients, StreamConfig config, MeterRegistry meters) {
        this.redis = redis;
        this.clients = clients;
        this.config = config;
        // Users have hash slots of their own, and a cluster runs a script on the keys of one
        this.usersAtOnce = config.redisType() == RedisClientType.CLUSTER ? 1 : config.usersAtOnce();
        this.duplicates = dropped(meters, "duplicate");
        this.outdated = dropped(meters, "outdated");
        this.failures = Counter.builder("notification.redis.publish.failures")
                .description("Events that Redis did not accept at an attempt; each is tried again")
                .register(meters);
    }

    /** What is to be appended to whose stream. */
    public record Entry(User user, Publication publication) {}

    /**
     * Appends events and hands them to the replicas, those of one user in one step and in their order, each once. May be repeated
     * after a failure: what had been appended is then answered as a duplicate.
     *
     * @return what became of each, in the same order
     */
    public Uni<List<Appended>> append(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Batch> batches = Batch.of(entries, usersAtOnce);
        List<Script.Call> calls = batches.stream().map(this::call).toList();
        return append.runAll(clients, config.commandTimeout(), calls)
                .map(answers -> appended(batches, answers, entries.size()))
                .invoke(all -> all.forEach(this::count))
                .onFailure()
                .invoke(() -> failures.increment());
    }

    /** Appends one event, as {@link #append(List)} does. */
    public Uni<Appended> append(User user, Publication publication) {
        return append(List.of(new Entry(user, publication))).map(List::getFirst);
    }

    private static List<Appended> appended(List<Batch> batches, List<Response> answers, int count) {
        Appended[] all = new Appended[count];
        for (int i = 0; i < batches.size(); i++) {
            List<Integer> places = batches.get(i).places();
            for (int event = 0; event < places.size(); event++) {
                all[places.get(event)] = appended(answers.get(i).get(event));
            }
        }
        return List.of(all);
    }

    /** Where the user's stream stands now. Begins an epoch for a user that has none. */
    public Uni<Position> position(User user) {
        StreamKeys keys = StreamKeys.of(user);
        List<String> arguments = List.of(newEpoch(), millis(config.stateTtl()));
        return position.run(redis, config.commandTimeout(), List.of(keys.state(), keys.stream()), arguments)
                .map(answer -> positionOf(answer, 0));
    }

    /** What a reader that has reached the given place is missing. */
    public Uni<Replay> since(User user, Position reached) {
        StreamKeys keys = StreamKeys.of(user);
        List<String> arguments =
                List.of(reached.epoch(), Long.toString(reached.sequence()), newEpoch(), millis(config.stateTtl()));
        return since.run(redis, config.commandTimeout(), List.of(keys.state(), keys.stream()), arguments)
                .map(answer -> replay(answer, reached));
    }

    /** A client has been shown everything up to that place; one of another epoch says nothing. */
    public Uni<Void> acknowledge(User user, Position shown) {
        List<String> arguments = List.of(shown.epoch(), Long.toString(shown.sequence()));
        return acknowledge
                .run(redis, config.commandTimeout(), List.of(StreamKeys.of(user).state()), arguments)
                .replaceWithVoid();
    }

    /** Whether some client of the user has been shown that event. */
    public Uni<Boolean> isAcknowledged(User user, Position event) {
        return redis.hmget(List.of(StreamKeys.of(user).state(), "epoch", "acknowledged"))
                .ifNoItem()
                .after(config.commandTimeout())
                .failWith(() -> new TimeoutException("Redis did not answer"))
                .map(answer -> isReached(answer, event));
    }

    private static boolean isReached(Response answer, Position event) {
        return answer.get(1) != null
                && event.epoch().equals(String.valueOf(answer.get(0)))
                && answer.get(1).toLong() >= event.sequence();
    }

    /** The latest events, so many at most, for who only looks: begins no epoch and keeps nothing alive. */
    public Uni<Kept> latest(User user, int count) {
        StreamKeys keys = StreamKeys.of(user);
        List<String> arguments = List.of(Integer.toString(count));
        return latest.run(redis, config.commandTimeout(), List.of(keys.state(), keys.stream()), arguments)
                .map(StreamEntries::kept);
    }

    /** Forgets all that is kept of the user. Whoever reads on is told that another epoch has begun. */
    public Uni<Void> forget(User user) {
        StreamKeys keys = StreamKeys.of(user);
        return redis.unlink(List.of(keys.state(), keys.stream(), keys.seen()))
                .ifNoItem()
                .after(config.commandTimeout())
                .failWith(() -> new TimeoutException("Redis did not answer"))
                .replaceWithVoid();
    }

    private Script.Call call(Batch batch) {
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(config.maxLength()),
                Integer.toString(config.rememberedIds()),
                millis(config.ttl()),
                millis(config.stateTtl()),
                newEpoch()));
        batch.byUser().forEach((user, publications) -> {
            StreamKeys of = StreamKeys.of(user);
            keys.addAll(List.of(of.state(), of.stream(), of.seen(), of.channel()));
            arguments.add(Integer.toString(publications.size()));
            publications.forEach(publication -> arguments.addAll(arguments(publication)));
        });
        return new Script.Call(keys, arguments);
    }

    private static List<String> arguments(Publication publication) {
        Optional<Publication.Version> version = publication.version();
        return List.of(
                publication.eventId().toString(),
                version.map(v -> v.accountId().toString()).orElse(""),
                version.map(v -> Long.toString(v.value())).orElse("0"),
                version.map(v -> Long.toString(v.known())).orElse("0"),
                publication.type(),
                publication.data(),
                publication.traceparent(),
                Long.toString(publication.time().toEpochMilli()),
                publication.update().map(Publication.Update::channel).orElse(""),
                publication.update().map(Publication.Update::message).orElse(""));
    }

    private void count(Appended appended) {
        switch (appended) {
            case Appended.At at -> {}
            case Appended.Duplicate duplicate -> duplicates.increment();
            case Appended.Outdated old -> outdated.increment();
        }
    }

    private static Appended appended(Response answer) {
        return switch (answer.get(0).toString()) {
            case "appended" -> new Appended.At(positionOf(answer, 1));
            case "duplicate" ->
                new Appended.Duplicate(answer.size() > 1 ? Optional.of(positionOf(answer, 1)) : Optional.empty());
            default -> new Appended.Outdated();
        };
    }

    private static Replay replay(Response answer, Position reached) {
        Position position = positionOf(answer, 1);
        List<UserEvent> events = StreamEntries.ofEntries(position.epoch(), answer.get(3));
        if (answer.get(0).toString().equals("missed")) {
            return new Replay.Missed(events);
        }
        return new Replay.Reset(position.sameEpoch(reached) ? position.beginningAnew() : position, events);
    }

    private static Position positionOf(Response answer, int index) {
        return new Position(answer.get(index).toString(), answer.get(index + 1).toLong());
    }

    /** Drawn, not counted: whatever Redis has forgotten, an epoch is never used twice. */
    private String newEpoch() {
        return new BigInteger(EPOCH_BITS, random).toString(EPOCH_RADIX);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static Counter dropped(MeterRegistry meters, String reason) {
        return Counter.builder("notification.events.dropped")
                .description("Events that were not published again because they are no news")
                .tag("reason", reason)
                .register(meters);
    }
}
