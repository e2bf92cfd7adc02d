package io.ballast.ledger.receipt;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;

/** Tells which entries are in an exported file only: there is nothing to compare a hash with until they are restored. */
final class ExportedEntries {

    private static final String ANY = """
            select exists (select from archives
                           where tenant = current_setting('ballast.tenant') and month = any($1)
                             and state in ('dropping', 'dropped', 'restoring')) as away""";

    private ExportedEntries() {}

    /**
     * Whether entries of any of these moments may be missing. To be asked after the entries were read: a month is marked
     * before it leaves.
     */
    static Uni<Boolean> any(SqlConnection connection, Collection<Instant> moments) {
        LocalDate[] months = moments.stream()
                .map(moment -> LocalDate.ofInstant(moment, ZoneOffset.UTC).withDayOfMonth(1))
                .distinct()
                .toArray(LocalDate[]::new);
        return connection
                .preparedQuery(ANY)
                .execute(Tuple.tuple().addArrayOfLocalDate(months))
                .map(rows -> rows.iterator().next().getBoolean("away"));
    }
}
