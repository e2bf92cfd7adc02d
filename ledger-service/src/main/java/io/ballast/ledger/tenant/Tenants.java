package io.ballast.ledger.tenant;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The tenants of this ledger, for work in the background that no request asks for. */
@ApplicationScoped
public class Tenants {

    private static final Logger LOG = Logger.getLogger(Tenants.class);

    private static final String ALL = "select ledger_tenants() as tenant";

    private static final String RECALCULATING = "select recalculating_tenants() as tenant";

    private final Pool pool;

    Tenants(Pool pool) {
        this.pool = pool;
    }

    /** Every tenant that has an account, in order of name. */
    public Uni<List<String>> all() {
        return pool.query(ALL).execute().map(Tenants::names);
    }

    /** Every tenant whose accounts are all being recalculated. */
    public Uni<List<String>> recalculating() {
        return pool.query(RECALCULATING).execute().map(Tenants::names);
    }

    /** Does the work for one tenant after the other; where it fails, that is logged, and the others have their turn. */
    public Uni<Void> forEach(Function<String, Uni<Void>> work) {
        return all().flatMap(tenants -> forEach(tenants, work));
    }

    /** The same for these tenants. */
    public Uni<Void> forEach(List<String> tenants, Function<String, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(tenants)
                .onItem()
                .transformToUniAndConcatenate(tenant -> guarded(tenant, work))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> guarded(String tenant, Function<String, Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> work.apply(tenant))
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "Work in the background failed for tenant %s", tenant))
                .onFailure()
                .recoverWithNull();
    }

    private static List<String> names(RowSet<Row> rows) {
        List<String> names = new ArrayList<>(rows.size());
        rows.forEach(row -> names.add(row.getString("tenant")));
        return names;
    }
}
