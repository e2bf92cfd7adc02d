package io.ballast.ledger.archive;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Writes what the accounts of a tenant held at the end of a month, proven by the month's entries. */
@ApplicationScoped
class Checkpoints {

    private static final UUID FIRST = new UUID(0, 0);

    /** By how much the account's version was raised since the checkpoint before, and before a version. */
    private static final String RAISED = """
            select coalesce(sum(v.version - v.after_version), 0) as raised
            from version_raises v
            where v.tenant = current_setting('ballast.tenant') and v.account_id = c.id
              and v.after_version >= coalesce(p.version, 0) and v.after_version <""";

    /**
     * The checkpoints of the next $4 accounts. An account's is proven if its entries go on without a gap from the checkpoint
     * before, but for what its version was raised by, and sum up to what the last of them says.
     */
    private static final String CHUNK = """
            with chunk as (
                select id from accounts
                where tenant = current_setting('ballast.tenant') and id > $1
                order by id
                limit $4
            ), facts as (
                select c.id, e.entries, l.version, l.balance_after,
                       e.first_version = coalesce(p.version, 0) + 1 + f.raised
                       and l.version = coalesce(p.version, 0) + e.entries + m.raised
                       and l.balance_after = coalesce(p.balance, 0) + e.total as proven
                from chunk c
                cross join lateral (
                    select count(*) as entries, min(version) as first_version, sum(amount) as total
                    from ledger
                    where account_id = c.id and created_at >= $2 and created_at < $3
                ) as e
                cross join lateral (
                    select version, balance_after
                    from ledger
                    where account_id = c.id and created_at >= $2 and created_at < $3
                    order by created_at desc, version desc
                    limit 1
                ) as l
                left join lateral (
                    select version, balance
                    from balance_checkpoints
                    where tenant = current_setting('ballast.tenant') and account_id = c.id and at < $3
                    order by at desc
                    limit 1
                ) as p on true
                cross join lateral (%1$s e.first_version) as f
                cross join lateral (%1$s l.version) as m
            ), written as (
                insert into balance_checkpoints (tenant, account_id, at, version, balance, entries)
                select current_setting('ballast.tenant'), id, $3, version, balance_after, entries
                from facts
                where proven
                on conflict do nothing
            )
            select (select id from chunk order by id desc limit 1) as last_id,
                   (select count(*) from chunk) as accounts,
                   (select array_agg(id) from (select id from facts where not proven limit 10) as d) as differing""".formatted(RAISED);

    private final ArchiveSessions sessions;
    private final int accountsPerChunk;

    Checkpoints(ArchiveSessions sessions, ArchiveConfig config) {
        this.sessions = sessions;
        this.accountsPerChunk = config.accountsPerChunk();
    }

    /** Writes those that are missing; fails if an account's entries do not prove its own. */
    Uni<Void> write(String tenant, YearMonth month) {
        AtomicReference<UUID> reached = new AtomicReference<>(FIRST);
        return Multi.createBy()
                .repeating()
                .uni(() -> sessions.ofTenant(tenant, connection -> chunk(connection, reached.get(), month)))
                .whilst(chunk -> isFull(chunk, reached))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Row> chunk(SqlConnection connection, UUID after, YearMonth month) {
        return connection
                .preparedQuery(CHUNK)
                .execute(Tuple.of(after, begin(month), begin(month.plusMonths(1)), (long) accountsPerChunk))
                .map(Checkpoints::proven);
    }

    private boolean isFull(Row chunk, AtomicReference<UUID> reached) {
        reached.set(chunk.getUUID("last_id"));
        return chunk.getLong("accounts") == accountsPerChunk;
    }

    private static Row proven(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        UUID[] differing = row.getArrayOfUUIDs("differing");
        if (differing != null) {
            throw new UnprovenMonth(List.copyOf(Arrays.asList(differing)));
        }
        return row;
    }

    static OffsetDateTime begin(YearMonth month) {
        return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
