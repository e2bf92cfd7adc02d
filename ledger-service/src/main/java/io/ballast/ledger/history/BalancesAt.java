package io.ballast.ledger.history;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.VisibleAccounts;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * What accounts held at a moment: the last entry before it, or the last checkpoint if that is later. Costs one step into
 * the index of each month since that checkpoint, whatever the months hold.
 */
@ApplicationScoped
public class BalancesAt {

    /**
     * Balance and version at $2, and the first day of its month if the account's entries of that month are not in the
     * database: they may lie before $2. A checkpoint holds what came before its time, to the microsecond. Earlier months that are not need no look, their checkpoints tell how they ended.
     * One statement, so that no month leaves between the question where it is and the look into it.
     */
    static final String AT = """
            with checkpoint as (
                select at, version, balance
                from balance_checkpoints
                where tenant = current_setting('ballast.tenant') and account_id = $1
                  and at <= $2::timestamptz + interval '1 microsecond'
                order by at desc
                limit 1
            ), known as (
                (select version, balance_after as balance
                 from ledger
                 where account_id = $1 and created_at <= $2
                   and created_at >= coalesce((select at from checkpoint), '-infinity')
                 order by created_at desc, version desc
                 limit 1)
                union all
                (select version, balance_after
                 from ledger_archive
                 where account_id = $1 and created_at <= $2
                   and created_at >= coalesce((select at from checkpoint), '-infinity')
                 order by created_at desc, version desc
                 limit 1)
                union all
                select version, balance from checkpoint
            )
            select coalesce((select version from known order by version desc limit 1), 0) as version,
                   coalesce((select balance from known order by version desc limit 1), 0) as balance,
                   (select a.month
                    from archives a
                    join balance_checkpoints c on c.tenant = a.tenant and c.account_id = $1
                     and c.at = (a.month + interval '1 month') at time zone 'UTC'
                     and c.at > $2::timestamptz + interval '1 microsecond'
                    where a.tenant = current_setting('ballast.tenant')
                      and a.month = date_trunc('month', $2::timestamptz at time zone 'UTC')::date
                      and a.state in ('dropping', 'dropped', 'restoring')) as exported_month""";

    private final VisibleAccounts accounts;
    private final TenantReads reads;

    BalancesAt(VisibleAccounts accounts, TenantReads reads) {
        this.accounts = accounts;
        this.reads = reads;
    }

    /**
     * What the account held at the moment, entries of that very microsecond included; nothing before its first entry. Fails
     * with {@code invalid-request} for a moment that is yet to come, {@code account-not-found}, and {@code history-exported}
     * if the entries that would tell are in an exported file only.
     */
    public Uni<BalanceAtView> get(Caller caller, UUID accountId, Instant moment) {
        return accounts.get(caller, accountId)
                .invoke(state -> requirePast(state, moment))
                .flatMap(state -> reads.read(caller.tenant(), connection -> at(connection, accountId, moment))
                        .map(balance -> BalanceAtView.of(state.account(), balance, moment)));
    }

    Uni<BalanceAt> at(SqlConnection connection, UUID accountId, Instant moment) {
        return connection
                .preparedQuery(AT)
                .execute(Tuple.of(accountId, Moments.sql(moment)))
                .map(BalancesAt::balance);
    }

    private static void requirePast(AccountState state, Instant moment) {
        if (moment.isAfter(state.asOf())) {
            throw Problems.of(ProblemCode.INVALID_REQUEST, "asOf lies in the future");
        }
    }

    private static BalanceAt balance(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        if (row.getLocalDate("exported_month") != null) {
            throw ExportedMonths.problem(row.getLocalDate("exported_month"));
        }
        return new BalanceAt(row.getLong("version"), row.getLong("balance"));
    }
}
