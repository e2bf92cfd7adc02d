package io.ballast.ledger.history;

import io.ballast.ledger.account.VisibleAccounts;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An account's entries, newest first: each page from one place of the index of each month it touches. */
@ApplicationScoped
public class AccountEntries {

    /** The plain comparison of times is for the choice of partitions, that of the pair for the place in their indexes. */
    static final String PAGE = """
            select e.version, e.amount, e.balance_after, e.transaction_id, e.created_at, t.type
            from (
                (select version, amount, balance_after, transaction_id, created_at
                 from ledger
                 where account_id = $1 and created_at >= $2 and created_at <= $3 and (created_at, version) < ($3, $4)
                 order by created_at desc, version desc
                 limit $5)
                union all
                (select version, amount, balance_after, transaction_id, created_at
                 from ledger_archive
                 where account_id = $1 and created_at >= $2 and created_at <= $3 and (created_at, version) < ($3, $4)
                 order by created_at desc, version desc
                 limit $5)
                order by created_at desc, version desc
                limit $5
            ) as e
            left join transactions t on t.tenant = current_setting('ballast.tenant') and t.id = e.transaction_id
            order by e.created_at desc, e.version desc""";

    private final VisibleAccounts accounts;
    private final TenantReads reads;

    AccountEntries(VisibleAccounts accounts, TenantReads reads) {
        this.accounts = accounts;
        this.reads = reads;
    }

    /** The entries after the cursor that are not older than {@code from}; fails as {@link BalancesAt#get} does. */
    Uni<EntryPageView> page(Caller caller, UUID accountId, Instant from, EntryCursor cursor, int limit) {
        return accounts.get(caller, accountId)
                .flatMap(state -> reads.read(
                                caller.tenant(), connection -> page(connection, accountId, from, cursor, limit))
                        .invoke(AccountEntries::requireKnown)
                        .map(page -> EntryPageView.of(page, state.account().asset())));
    }

    /** The latest entries of an account; fails as {@link BalancesAt#get} does. */
    public Uni<EntryPageView> latest(Caller caller, UUID accountId, int limit) {
        return page(caller, accountId, Moments.earliest(), EntryCursor.before(Moments.latest()), limit);
    }

    private static Uni<EntryPage> page(
            SqlConnection connection, UUID accountId, Instant from, EntryCursor cursor, int limit) {
        Tuple place = Tuple.of(
                accountId, Moments.sql(from), Moments.sql(cursor.createdAt()), cursor.version(), (long) limit + 1);
        return connection
                .preparedQuery(PAGE)
                .execute(place)
                .map(AccountEntries::entries)
                .flatMap(found -> ExportedMonths.latest(connection, accountId, from, cursor.createdAt())
                        .map(exported -> EntryPage.of(found, limit, exported)));
    }

    private static void requireKnown(EntryPage page) {
        page.missing().ifPresent(month -> {
            throw ExportedMonths.problem(month);
        });
    }

    private static List<AccountEntry> entries(RowSet<Row> rows) {
        List<AccountEntry> entries = new ArrayList<>(rows.size());
        rows.forEach(row -> entries.add(entry(row)));
        return entries;
    }

    private static AccountEntry entry(Row row) {
        return new AccountEntry(
                row.getLong("version"),
                row.getUUID("transaction_id"),
                row.getString("type"),
                row.getLong("amount"),
                row.getLong("balance_after"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
