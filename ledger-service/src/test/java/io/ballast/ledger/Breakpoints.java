package io.ballast.ledger;

import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Places between two steps of a service where it stands still: whatever writes such a row waits for a lock of this fixture's, in
 * the middle of its transaction, until the breakpoint is lifted.
 */
final class Breakpoints implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final ServiceDatabase database;
    private final List<String> names = new ArrayList<>();

    Breakpoints(PostgresServer postgres) throws SQLException {
        database = new ServiceDatabase(postgres.connect(RunningService.DATABASE));
    }

    /**
     * Sets one. Set it before anybody stands at another of the same table: a trigger comes to a table that nobody writes.
     *
     * @param event what is done to the table, for example {@code update}
     * @param condition on {@code new}, and {@code old} if there is one
     */
    void set(String name, String table, String event, String condition) {
        database.query("select pg_advisory_lock(hashtext(?))", name);
        database.update("""
                create function stop_%1$s() returns trigger language plpgsql set lock_timeout = 0 as
                $$ begin perform pg_advisory_xact_lock_shared(hashtext('%1$s')); return new; end $$""".formatted(name));
        database.update(
                "create trigger stop_%1$s before %2$s on %3$s for each row when (%4$s) execute function stop_%1$s()"
                        .formatted(name, event, table, condition));
        names.add(name);
    }

    /** Waits until somebody stands there; who, by the name of its connection. */
    String awaitReached(String name) {
        return Awaitility.await()
                .atMost(BOUND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> waitingAt(name), found -> !found.isEmpty())
                .getFirst()
                .get("application_name")
                .toString();
    }

    /** Lets everybody pass who stands there, and whoever comes. */
    void lift(String name) {
        database.query("select pg_advisory_unlock(hashtext(?))", name);
    }

    @Override
    public void close() {
        database.query("select pg_advisory_unlock_all()");
        names.forEach(name -> database.update("drop function stop_%s cascade".formatted(name)));
        database.close();
    }

    private List<Map<String, Object>> waitingAt(String name) {
        return database.query("""
                select a.application_name
                from pg_locks l join pg_stat_activity a using (pid)
                where l.locktype = 'advisory' and not l.granted and l.objid::bigint = hashtext(?)::bigint & 4294967295""", name);
    }
}
