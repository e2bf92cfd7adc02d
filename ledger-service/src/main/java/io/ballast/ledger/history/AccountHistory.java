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
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How balances went: what an account held at the beginning, and one walk over its own entries of the range. */
@ApplicationScoped
public class AccountHistory {

    /** An account's versions rise with time, so that the greatest of a step is the last. */
    static final String SUMS = """
            select date_trunc($4, created_at at time zone 'UTC') as step_begin,
                   coalesce(sum(amount) filter (where amount > 0), 0)::numeric as came,
                   coalesce(-sum(amount) filter (where amount < 0), 0)::numeric as went,
                   max(version) as version
            from entries
            where account_id = $1 and created_at >= $2 and created_at < $3
            group by 1""";

    private final VisibleAccounts accounts;
    private final TenantReads reads;
    private final BalancesAt balances;

    AccountHistory(VisibleAccounts accounts, TenantReads reads, BalancesAt balances) {
        this.accounts = accounts;
        this.reads = reads;
        this.balances = balances;
    }

    /**
     * The history of [from, to).
     *
     * @param to null for now; cut at now
     */
    public Uni<HistoryView> history(Caller caller, UUID accountId, Instant from, Instant to, HistoryStep step) {
        return accounts.get(caller, accountId).flatMap(state -> {
            Instant end = to == null || to.isAfter(state.asOf()) ? state.asOf() : to;
            requireFits(from, end, step);
            return reads.read(caller.tenant(), connection -> points(connection, accountId, from, end, step))
                    .map(points -> view(state, step, points));
        });
    }

    private Uni<List<HistoryPoint>> points(
            SqlConnection connection, UUID accountId, Instant from, Instant to, HistoryStep step) {
        return balances.at(connection, accountId, from.minus(1, ChronoUnit.MICROS))
                .flatMap(opening -> sums(connection, accountId, from, to, step)
                        .map(sums -> HistoryRules.points(from, to, step, opening, sums)));
    }

    private static Uni<List<StepSums>> sums(
            SqlConnection connection, UUID accountId, Instant from, Instant to, HistoryStep step) {
        return connection
                .preparedQuery(SUMS)
                .execute(Tuple.of(accountId, Moments.sql(from), Moments.sql(to), step.wireName()))
                .map(AccountHistory::sums)
                .call(() -> ExportedMonths.latest(connection, accountId, from, to)
                        .invoke(month -> month.ifPresent(AccountHistory::refuse)));
    }

    private static void refuse(YearMonth month) {
        throw ExportedMonths.problem(month);
    }

    private static void requireFits(Instant from, Instant to, HistoryStep step) {
        if (!HistoryRules.fits(from, to, step)) {
            throw Problems.of(
                    ProblemCode.INVALID_REQUEST,
                    "from must be before to and before now, and at most " + HistoryRules.MAX_POINTS + " steps away");
        }
    }

    private static List<StepSums> sums(RowSet<Row> rows) {
        List<StepSums> sums = new ArrayList<>(rows.size());
        rows.forEach(row -> sums.add(new StepSums(
                row.getLocalDateTime("step_begin"),
                row.getBigDecimal("came").toBigIntegerExact(),
                row.getBigDecimal("went").toBigIntegerExact(),
                row.getLong("version"))));
        return sums;
    }

    private static HistoryView view(AccountState state, HistoryStep step, List<HistoryPoint> points) {
        return new HistoryView(
                state.account().id(),
                state.account().asset().code(),
                step.wireName(),
                points.stream()
                        .map(point ->
                                HistoryView.Point.of(point, state.account().asset()))
                        .toList());
    }
}
