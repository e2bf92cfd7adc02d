package io.ballast.ledger.reconciliation;

import io.ballast.ledger.recalculation.EntryBeginnings;
import io.ballast.ledger.recalculation.EntryPosition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Up to which entry each account has been proven. Every method works on a connection whose transaction names the tenant. */
@ApplicationScoped
class ReconciledBalances {

    /** Greater than every id: the page that has no end reaches to it. */
    static final UUID LAST = new UUID(-1, -1);

    static final UUID FIRST = new UUID(0, 0);

    private static final String PAGE_END = "select id from accounts where id > $1 order by id offset $2 - 1 limit 1";

    private static final String POSITIONS = """
            select a.id, p.version, p.balance, p.at
            from accounts a
            left join balances b on b.account_id = a.id
            left join reconciled_balances p on p.tenant = a.tenant and p.account_id = a.id
            """;

    private static final String ALL = POSITIONS + "where a.id > $1 and a.id <= $2 order by a.id";

    private static final String CHANGED = POSITIONS + """
            left join (select account_id, sum(amount - captured) as held
                       from holds
                       where status = 'open' and account_id > $1 and account_id <= $2
                       group by account_id) h on h.account_id = a.id
            where a.id > $1 and a.id <= $2
            and (b.version is distinct from p.version or b.balance is distinct from p.balance
                 or a.balance is distinct from p.balance or b.held <> coalesce(h.held, 0)
                 or exists (select from drift_reports d
                            where d.tenant = a.tenant and d.account_id = a.id and d.resolved_at is null))
            order by a.id""";

    private static final String ONE = POSITIONS + "where a.id = $1";

    private static final String SAVE = """
            insert into reconciled_balances (tenant, account_id, version, balance, at)
            select current_setting('ballast.tenant'), p.account_id, p.version, p.balance, p.at
            from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[]::timestamptz[])
                as p (account_id, version, balance, at)
            on conflict (tenant, account_id) do update
            set version = excluded.version, balance = excluded.balance, at = excluded.at""";

    private final EntryBeginnings beginnings;

    ReconciledBalances(EntryBeginnings beginnings) {
        this.beginnings = beginnings;
    }

    /** Where the page ends that begins after the account: at most {@code limit} accounts later. */
    Uni<UUID> pageEnd(SqlConnection connection, UUID after, int limit) {
        return connection
                .preparedQuery(PAGE_END)
                .execute(Tuple.of(after, limit))
                .map(rows -> rows.size() == 0 ? LAST : rows.iterator().next().getUUID("id"));
    }

    /** Of the accounts of the page, those that do not agree with their position, or did not before; in order of id. */
    Uni<List<EntryPosition>> changed(SqlConnection connection, UUID after, UUID upTo) {
        return connection
                .preparedQuery(CHANGED)
                .execute(Tuple.of(after, upTo))
                .map(ReconciledBalances::positions)
                .flatMap(positions -> notBeforeBeginnings(connection, positions));
    }

    /** All accounts of the page, in order of id, each where its entries begin. */
    Uni<List<EntryPosition>> beginnings(SqlConnection connection, UUID after, UUID upTo) {
        return connection
                .preparedQuery(ALL)
                .execute(Tuple.of(after, upTo))
                .map(ReconciledBalances::positions)
                .map(positions ->
                        positions.stream().map(EntryPosition::accountId).toList())
                .flatMap(ids -> beginnings.of(connection, ids));
    }

    /** The position of an account that exists. */
    Uni<EntryPosition> find(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(ONE)
                .execute(Tuple.of(id))
                .map(ReconciledBalances::positions)
                .flatMap(positions -> notBeforeBeginnings(connection, positions))
                .map(List::getFirst);
    }

    /** What lies between a position and a later beginning can not be read any more, and was verified when it was archived. */
    private Uni<List<EntryPosition>> notBeforeBeginnings(SqlConnection connection, List<EntryPosition> positions) {
        return beginnings
                .of(connection, positions.stream().map(EntryPosition::accountId).toList())
                .map(begun -> later(positions, begun));
    }

    private static List<EntryPosition> later(List<EntryPosition> positions, List<EntryPosition> begun) {
        List<EntryPosition> later = new ArrayList<>(positions.size());
        for (int index = 0; index < positions.size(); index++) {
            EntryPosition position = positions.get(index);
            EntryPosition beginning = begun.get(index);
            later.add(position.version() < beginning.version() ? beginning : position);
        }
        return later;
    }

    Uni<Void> save(SqlConnection connection, Collection<EntryPosition> positions) {
        if (positions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(SAVE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(
                                positions.stream().map(EntryPosition::accountId).toArray(UUID[]::new))
                        .addArrayOfLong(
                                positions.stream().map(EntryPosition::version).toArray(Long[]::new))
                        .addArrayOfLong(positions.stream()
                                .map(position -> position.balance().longValueExact())
                                .toArray(Long[]::new))
                        .addArrayOfString(positions.stream()
                                .map(position -> text(position.at()))
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    private static List<EntryPosition> positions(RowSet<Row> rows) {
        List<EntryPosition> positions = new ArrayList<>(rows.size());
        rows.forEach(row -> positions.add(position(row)));
        return positions;
    }

    private static EntryPosition position(Row row) {
        UUID id = row.getUUID("id");
        Long version = row.getLong("version");
        if (version == null) {
            return EntryPosition.beginning(id);
        }
        OffsetDateTime at = row.getOffsetDateTime("at");
        return new EntryPosition(
                id, version, BigDecimal.valueOf(row.getLong("balance")), at == null ? null : at.toInstant());
    }
}
