package io.ballast.ledger.reconciliation;

import io.ballast.ledger.asset.Asset;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What the reconciliation has found. Every method works on a connection whose transaction names the tenant. */
@ApplicationScoped
class DriftReports {

    static final String CORRECTED = "corrected";
    static final String GONE = "gone";
    static final String RELEASED = "released";

    /** A drift that is reported already is not reported anew by every pass. */
    private static final String INSERT = """
            insert into drift_reports (tenant, account_id, what, version, expected, found)
            select current_setting('ballast.tenant'), $1, d.what, d.version, d.expected, d.found
            from unnest($2::text[], $3::bigint[], $4::text[]::numeric[], $5::text[]::numeric[])
                as d (what, version, expected, found)
            on conflict (tenant, account_id, what) where resolved_at is null do nothing""";

    private static final String RESOLVE = """
            update drift_reports
            set resolved_at = clock_timestamp(), resolution = $2, resolved_by = $3
            where account_id = any($1) and resolved_at is null""";

    private static final String RELEASED_OF = """
            select what, version, expected, found
            from drift_reports
            where account_id = $1 and resolution = 'released' and what in ('version-gap', 'running-balance')""";

    private static final String OPEN = """
            select d.id, d.account_id, d.what, d.version, d.expected, d.found, d.found_at, s.code, s.scale, s.name
            from drift_reports d
            join accounts a on a.id = d.account_id
            join assets s on s.tenant = a.tenant and s.code = a.asset
            where d.resolved_at is null
            order by d.found_at, d.id
            limit $1""";

    private static final String ACCOUNTS =
            "select count(distinct account_id) as accounts from drift_reports where resolved_at is null";

    /** Reports what is not reported yet; whether there was anything. */
    Uni<Boolean> report(SqlConnection connection, UUID accountId, List<Drift> drifts) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addUUID(accountId)
                        .addArrayOfString(texts(drifts, drift -> drift.kind().wireName()))
                        .addArrayOfLong(drifts.stream().map(Drift::version).toArray(Long[]::new))
                        .addArrayOfString(
                                texts(drifts, drift -> drift.expected().toPlainString()))
                        .addArrayOfString(texts(
                                drifts,
                                drift -> drift.found() == null
                                        ? null
                                        : drift.found().toPlainString())))
                .map(reported -> reported.rowCount() > 0);
    }

    /**
     * Closes the accounts' open reports.
     *
     * @param by who did that; null for the reconciliation itself
     */
    Uni<Void> resolve(SqlConnection connection, Collection<UUID> accounts, String resolution, String by) {
        if (accounts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(RESOLVE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(accounts.toArray(UUID[]::new))
                        .addString(resolution)
                        .addString(by))
                .replaceWithVoid();
    }

    /** What is wrong with the account's entries for ever, and was released all the same. */
    Uni<List<Drift>> released(SqlConnection connection, UUID accountId) {
        return connection
                .preparedQuery(RELEASED_OF)
                .execute(Tuple.of(accountId))
                .map(DriftReports::drifts);
    }

    /** The open reports, oldest first. */
    Uni<List<DriftReport>> open(SqlConnection connection, int limit) {
        return connection.preparedQuery(OPEN).execute(Tuple.of(limit)).map(DriftReports::reports);
    }

    /** How many accounts have open reports. */
    Uni<Long> accounts(SqlConnection connection) {
        return connection
                .query(ACCOUNTS)
                .execute()
                .map(rows -> rows.iterator().next().getLong("accounts"));
    }

    private static String[] texts(List<Drift> drifts, Function<Drift, String> text) {
        return drifts.stream().map(text).toArray(String[]::new);
    }

    private static List<Drift> drifts(RowSet<Row> rows) {
        List<Drift> drifts = new ArrayList<>(rows.size());
        rows.forEach(row -> drifts.add(drift(row)));
        return drifts;
    }

    private static Drift drift(Row row) {
        return new Drift(
                DriftKind.ofWireName(row.getString("what")),
                row.getLong("version"),
                row.getBigDecimal("expected"),
                row.getBigDecimal("found"));
    }

    private static List<DriftReport> reports(RowSet<Row> rows) {
        List<DriftReport> reports = new ArrayList<>(rows.size());
        rows.forEach(row -> reports.add(DriftReport.of(
                row.getUUID("id"),
                row.getUUID("account_id"),
                new Asset(row.getString("code"), row.getShort("scale"), row.getString("name")),
                drift(row),
                row.getOffsetDateTime("found_at").toInstant())));
        return reports;
    }
}
