package io.ballast.ledger.history;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;

/** Months whose entries are in an exported file only. What they had of an account is known by its checkpoints. */
final class ExportedMonths {

    private static final String MONTH = "month";

    /** The latest month of [$2, $3) in which the account had entries that are no longer in the database. */
    private static final String LATEST = """
            select max(a.month) as month
            from balance_checkpoints c
            join archives a on a.tenant = c.tenant and a.month = (c.at at time zone 'UTC' - interval '1 month')::date
            where c.tenant = current_setting('ballast.tenant') and c.account_id = $1 and c.at > $2
              and a.month::timestamp at time zone 'UTC' < $3
              and a.state in ('dropping', 'dropped', 'restoring')""";

    private ExportedMonths() {}

    /** To be asked after the entries were read: a month is marked before it leaves. */
    static Uni<Optional<YearMonth>> latest(SqlConnection connection, UUID accountId, Instant from, Instant to) {
        return connection
                .preparedQuery(LATEST)
                .execute(Tuple.of(accountId, Moments.sql(from), Moments.sql(to)))
                .map(ExportedMonths::month);
    }

    static HttpProblem problem(LocalDate month) {
        return problem(YearMonth.from(month));
    }

    static HttpProblem problem(YearMonth month) {
        return Problems.builder(ProblemCode.HISTORY_EXPORTED)
                .withDetail("The entries of " + month + " have to be restored first")
                .with(MONTH, month.toString())
                .build();
    }

    private static Optional<YearMonth> month(RowSet<Row> rows) {
        return Optional.ofNullable(rows.iterator().next().getLocalDate(MONTH)).map(YearMonth::from);
    }
}
