package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

final class PgTenantsTransaction implements TenantsTransaction {

    private final SqlConnection connection;
    private boolean published;

    PgTenantsTransaction(SqlConnection connection) {
        this.connection = connection;
    }

    @Override
    public SqlConnection connection() {
        return connection;
    }

    @Override
    public Uni<Void> publish(String tenant, List<? extends EventData> events) {
        published |= !events.isEmpty();
        return new PgOutboxTransaction(tenant, connection).publish(events);
    }

    boolean hasPublished() {
        return published;
    }
}
