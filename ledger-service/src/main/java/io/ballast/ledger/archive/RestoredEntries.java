package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Entries on their way back: apart from those that are read, until all of a month are proven. Every method fails if the task
 * is not this replica's any more, so that nobody adds to what another has proven.
 */
@ApplicationScoped
class RestoredEntries {

    private static final String CLEAR = "select clear_restored_entries($1, $2)";

    private static final String PUT = "select restore_entries($1, $2, $3, $4, $5, $6, $7, $8)";

    private static final String PUBLISH = "select publish_restored_entries($1, $2)";

    private final ArchiveSessions sessions;
    private final ArchiveTasks tasks;

    RestoredEntries(ArchiveSessions sessions, ArchiveTasks tasks) {
        this.sessions = sessions;
        this.tasks = tasks;
    }

    /** Forgets what an attempt before has left. */
    Uni<Void> clear(ArchiveTask task) {
        return call(task, CLEAR, ofTask(task));
    }

    /** Takes in entries, each once. */
    Uni<Void> put(ArchiveTask task, List<ArchivedEntry> entries) {
        Tuple columns = ofTask(task)
                .addArrayOfUUID(entries.stream().map(ArchivedEntry::accountId).toArray(UUID[]::new))
                .addArrayOfLong(entries.stream().map(ArchivedEntry::version).toArray(Long[]::new))
                .addArrayOfUUID(
                        entries.stream().map(ArchivedEntry::transactionId).toArray(UUID[]::new))
                .addArrayOfLong(entries.stream().map(ArchivedEntry::amount).toArray(Long[]::new))
                .addArrayOfLong(
                        entries.stream().map(ArchivedEntry::balanceAfter).toArray(Long[]::new))
                .addArrayOfOffsetDateTime(entries.stream()
                        .map(entry -> entry.createdAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
        return call(task, PUT, columns);
    }

    /** Lets them be read and ends the task, in one transaction. */
    Uni<Void> publish(ArchiveTask task) {
        return call(task, PUBLISH, ofTask(task));
    }

    private Tuple ofTask(ArchiveTask task) {
        return Tuple.tuple().addLocalDate(LedgerMonths.day(task.month())).addUUID(tasks.worker());
    }

    private Uni<Void> call(ArchiveTask task, String function, Tuple values) {
        return sessions.ofTenant(
                task.tenant(),
                connection -> connection.preparedQuery(function).execute(values).replaceWithVoid());
    }
}
