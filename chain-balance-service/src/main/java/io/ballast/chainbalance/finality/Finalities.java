package io.ballast.chainbalance.finality;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.events.background.Periodic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * How final each network is, in memory, so that no request asks the database for it. It is behind by an interval at most; while
 * the database is away it stays as it was, which is never too much: what is final stays so.
 */
@ApplicationScoped
public class Finalities {

    private final RowSecurity rowSecurity;
    private final PgFinalities stored;
    private final FinalityConfig config;
    private final Vertx vertx;
    private volatile Map<ChainNetwork, ChainFinality> known = Map.of();
    private volatile Periodic clock;

    Finalities(RowSecurity rowSecurity, PgFinalities stored, FinalityConfig config, Vertx vertx) {
        this.rowSecurity = rowSecurity;
        this.stored = stored;
        this.config = config;
        this.vertx = vertx;
    }

    /** Of a network about which nothing is known, {@link ChainFinality#UNKNOWN}. */
    public ChainFinality of(ChainNetwork network) {
        return known.getOrDefault(network, ChainFinality.UNKNOWN);
    }

    void start(@Observes StartupEvent started) {
        clock = Periodic.start(vertx, "learning what is final", config.interval(), this::look);
    }

    void stop(@Observes ShutdownEvent stopping) {
        clock.stop();
    }

    private Uni<Map<ChainNetwork, ChainFinality>> look() {
        return rowSecurity
                .asRecorder(connection -> stored.load(connection, known))
                .invoke(found -> known = found);
    }
}
