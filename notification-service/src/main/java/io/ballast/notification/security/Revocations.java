package io.ballast.notification.security;

import io.ballast.events.background.Periodic;
import io.ballast.notification.user.User;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which tokens are revoked. PostgreSQL holds it; each replica reads what is new a few times a second and keeps it in memory.
 * Observers of {@link Revocation} are told of each once, on an event loop.
 */
@ApplicationScoped
public class Revocations {

    /** In place of a token's id: all that have been issued until now. */
    public static final String ALL_TOKENS = "";

    private static final String REVOKE = "select revoke_tokens($1, $2, $3, $4, $5, $6)";
    /** Transactions commit out of their numbers' order, so the last few are read again and again. */
    private static final String NEWS = """
            select number, tenant, user_id, token_id, issued_until, kept_until from revocations
            where kept_until > now() and number > $1
            order by number limit $2""";

    private static final int AGAIN = 500;
    private static final String FORGET = "delete from revocations where kept_until < now()";

    private final Pool pool;
    private final RevocationConfig config;
    private final Event<Revocation> news;
    private final Vertx vertx;
    private final Map<Long, Revocation> known = new ConcurrentHashMap<>();
    private final Map<User, List<Revocation>> byUser = new ConcurrentHashMap<>();
    private volatile long lastNumber;
    private Periodic reading;

    Revocations(Pool pool, RevocationConfig config, Event<Revocation> news, Vertx vertx) {
        this.pool = pool;
        this.config = config;
        this.news = news;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        reading = Periodic.start(vertx, "Reading revocations", config.interval(), this::read);
    }

    void stop(@Observes ShutdownEvent event) {
        reading.stop();
    }

    /** Whether the token is revoked, as far as this replica has heard. */
    boolean concern(AccessToken token) {
        return byUser.getOrDefault(token.user(), List.of()).stream().anyMatch(revocation -> revocation.concerns(token));
    }

    /**
     * Revokes; every replica hears of it within the configured interval.
     *
     * @param tokenId one token's {@code jti}, or {@link #ALL_TOKENS}
     * @param by who asks for it
     */
    public Uni<Void> revoke(User user, String tokenId, User by) {
        Instant now = Instant.now();
        Tuple values = Tuple.from(List.of(
                user.tenant(),
                user.id(),
                tokenId,
                now.atOffset(ZoneOffset.UTC),
                now.plus(config.longestToken()).atOffset(ZoneOffset.UTC),
                by.id()));
        return pool.preparedQuery(REVOKE).execute(values).replaceWithVoid();
    }

    private Uni<Void> read() {
        forgetTheOver();
        return pool.preparedQuery(NEWS)
                .execute(Tuple.of(lastNumber - AGAIN, config.batch()))
                .invoke(this::learn)
                .chain(() -> pool.query(FORGET).execute())
                .replaceWithVoid();
    }

    private void learn(RowSet<Row> rows) {
        for (Row row : rows) {
            long number = row.getLong("number");
            Revocation revocation = revocation(row);
            if (known.putIfAbsent(number, revocation) == null) {
                byUser.merge(revocation.user(), List.of(revocation), Revocations::joined);
                lastNumber = Math.max(lastNumber, number);
                news.fire(revocation);
            }
        }
    }

    private void forgetTheOver() {
        Instant now = Instant.now();
        known.values().removeIf(revocation -> revocation.keptUntil().isBefore(now));
        byUser.replaceAll((user, revocations) -> revocations.stream()
                .filter(revocation -> revocation.keptUntil().isAfter(now))
                .toList());
        byUser.values().removeIf(List::isEmpty);
    }

    private static List<Revocation> joined(List<Revocation> before, List<Revocation> more) {
        return Stream.concat(before.stream(), more.stream()).toList();
    }

    private static Revocation revocation(Row row) {
        return new Revocation(
                new User(row.getString("tenant"), row.getString("user_id")),
                row.getString("token_id"),
                row.getOffsetDateTime("issued_until").toInstant(),
                row.getOffsetDateTime("kept_until").toInstant());
    }
}
