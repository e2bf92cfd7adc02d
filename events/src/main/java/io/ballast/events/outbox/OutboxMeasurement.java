package io.ballast.events.outbox;

import io.ballast.events.background.Periodic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * {@code outbox_oldest_age_seconds} and {@code outbox_unpublished}, measured by every replica whether it leads or not, so
 * that a relay which hangs is seen. Not a number while the database can not be asked.
 */
@ApplicationScoped
public class OutboxMeasurement {

    /** Beyond so many rows the length is not worth the scan. */
    private static final String MEASURE = """
            SELECT (SELECT coalesce(sum(size), 0) FROM (SELECT size FROM outbox LIMIT 100000) AS bounded) AS unpublished,
                   COALESCE((SELECT extract(epoch FROM clock_timestamp() - time)::float8
                             FROM outbox ORDER BY id LIMIT 1), 0) AS age""";

    private final OutboxConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private final MeterRegistry meters;

    private Periodic measuring;
    private volatile double unpublished = Double.NaN;
    private volatile double oldestAge = Double.NaN;

    OutboxMeasurement(OutboxConfig config, Pool pool, Vertx vertx, MeterRegistry meters) {
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        Gauge.builder("outbox.oldest.age", () -> oldestAge)
                .baseUnit("seconds")
                .description("Age of the oldest event that Kafka has not acknowledged")
                .register(meters);
        Gauge.builder("outbox.unpublished", () -> unpublished)
                .description("Events that Kafka has not acknowledged, those of the first 100000 rows")
                .register(meters);
        measuring = Periodic.start(vertx, "Measuring the outbox", config.measureInterval(), this::measure);
    }

    void stop(@Observes ShutdownEvent event) {
        if (measuring != null) {
            measuring.stop();
        }
    }

    /** The latest measurement; empty while there is none, or no outbox. */
    public Optional<OutboxState> latest() {
        double age = oldestAge;
        double count = unpublished;
        return Double.isNaN(age) || Double.isNaN(count)
                ? Optional.empty()
                : Optional.of(new OutboxState((long) count, age));
    }

    private Uni<Void> measure() {
        return pool.withConnection(connection -> connection.query(MEASURE).execute())
                .map(rows -> rows.iterator().next())
                .invoke(this::measured)
                .onFailure()
                .invoke(this::unknown)
                .replaceWithVoid();
    }

    private void measured(Row row) {
        unpublished = row.getLong("unpublished");
        oldestAge = Math.max(0, row.getDouble("age"));
    }

    private void unknown() {
        unpublished = Double.NaN;
        oldestAge = Double.NaN;
    }
}
