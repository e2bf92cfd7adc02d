package io.ballast.ledger.archive;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What operators ask of archived months: it is noted, and done in the background. */
@ApplicationScoped
class AskingArchives {

    private final TenantReads transactions;
    private final Archives archives;
    private final ArchiveFiles files;

    AskingArchives(TenantReads transactions, Archives archives, ArchiveFiles files) {
        this.transactions = transactions;
        this.archives = archives;
        this.files = files;
    }

    Uni<List<Archive>> list(String tenant) {
        return transactions.read(tenant, archives::list);
    }

    /** Asks for an export; fails with {@code archive-not-found} or {@code archive-conflict}. */
    Uni<Archive> export(String tenant, YearMonth month) {
        return ask(tenant, month, ArchiveRules::toExport);
    }

    /** Asks for a restoration; fails with {@code archive-not-found} or {@code archive-conflict}. */
    Uni<Archive> restore(String tenant, YearMonth month) {
        return ask(tenant, month, ArchiveRules::toRestore);
    }

    private Uni<Archive> ask(String tenant, YearMonth month, Function<ArchiveState, Optional<ArchiveState>> rule) {
        if (!files.isConfigured()) {
            throw Problems.of(ProblemCode.ARCHIVE_CONFLICT, "No directory is configured for exported months");
        }
        return transactions.read(
                tenant,
                connection -> archives.lock(connection, month)
                        .map(found -> found.orElseThrow(() -> Problems.of(ProblemCode.ARCHIVE_NOT_FOUND)))
                        .flatMap(archive -> begin(connection, archive, rule)));
    }

    private Uni<Archive> begin(
            SqlConnection connection, Archive archive, Function<ArchiveState, Optional<ArchiveState>> rule) {
        ArchiveState wanted = rule.apply(archive.state())
                .orElseThrow(() -> Problems.of(
                        ProblemCode.ARCHIVE_CONFLICT, "It is " + archive.state().wireName()));
        return archives.begin(connection, archive.month(), wanted);
    }
}
