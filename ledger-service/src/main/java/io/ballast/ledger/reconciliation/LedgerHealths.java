package io.ballast.ledger.reconciliation;

import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what the passes of all replicas have left in the database. */
@ApplicationScoped
class LedgerHealths {

    private static final String READ = """
            select (select count(distinct account_id) from drift_reports where resolved_at is null) as drift_accounts,
                   (select coalesce(jsonb_object_agg(i.key, abs(i.value::numeric)::text), '{}')::text
                    from (select imbalances
                          from reconciliation_runs
                          where kind = 'incremental' and finished_at is not null
                          order by started_at desc
                          limit 1) last
                    cross join jsonb_each_text(last.imbalances) i) as imbalances,
                   (select (extract(epoch from clock_timestamp() - max(finished_at)) * 1000)::bigint
                    from reconciliation_runs
                    where kind = 'incremental') as since_success""";

    private final TenantReads reads;

    LedgerHealths(TenantReads reads) {
        this.reads = reads;
    }

    Uni<LedgerHealth> of(String tenant) {
        return reads.read(tenant, LedgerHealths::read);
    }

    static Uni<LedgerHealth> read(SqlConnection connection) {
        return connection
                .query(READ)
                .execute()
                .map(rows -> health(rows.iterator().next()));
    }

    private static LedgerHealth health(Row row) {
        Map<String, BigDecimal> imbalances = new HashMap<>();
        new JsonObject(row.getString("imbalances"))
                .forEach(asset -> imbalances.put(
                        asset.getKey(), new BigDecimal(asset.getValue().toString())));
        return new LedgerHealth(
                row.getLong("drift_accounts"),
                Map.copyOf(imbalances),
                Optional.ofNullable(row.getLong("since_success")).map(Duration::ofMillis));
    }
}
