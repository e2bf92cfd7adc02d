package io.ballast.ledger.reconciliation;

import io.ballast.ledger.account.StoredBalance;
import io.ballast.ledger.account.StoredBalances;
import io.ballast.ledger.recalculation.EntryPosition;
import io.ballast.ledger.recalculation.EntryTail;
import io.ballast.ledger.recalculation.EntryTails;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Proves a page of accounts. Balances, backups and entries are read in one snapshot, so that a posting is in all of them or in
 * none, and no lock is taken.
 */
@ApplicationScoped
class ReconciliationPage {

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final int RETRIES = 5;

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('reconciliation ' || $1::text"
            + " || ' ' || current_setting('ballast.tenant'), 0)) as locked";

    private final TenantReads reads;
    private final StoredBalances balances;
    private final EntryTails tails;
    private final ReconciledBalances positions;
    private final DriftReports reports;
    private final Suspects suspects;
    private final ReconciliationConfig config;
    private final Pace pace;
    private final Vertx vertx;

    ReconciliationPage(
            TenantReads reads,
            StoredBalances balances,
            EntryTails tails,
            ReconciledBalances positions,
            DriftReports reports,
            Suspects suspects,
            ReconciliationConfig config,
            Vertx vertx) {
        this.reads = reads;
        this.balances = balances;
        this.tails = tails;
        this.positions = positions;
        this.reports = reports;
        this.suspects = suspects;
        this.config = config;
        this.pace = new Pace(config.share());
        this.vertx = vertx;
    }

    /**
     * Proves the page that begins after the account, and rests after each transaction of it as long as the configured share
     * of time demands.
     *
     * @param kind of the pass; a full one reads all entries, the other those after the accounts' positions
     */
    Uni<Proven> prove(String tenant, PassKind kind, UUID after) {
        return prove(tenant, kind, after, kind == PassKind.FULL);
    }

    private Uni<Proven> prove(String tenant, PassKind kind, UUID after, boolean fromBeginning) {
        return Uni.createFrom()
                .item(System::nanoTime)
                .flatMap(began -> chunk(tenant, kind, after, fromBeginning).call(chunk -> rest(chunk, began)))
                .flatMap(chunk -> examineSuspects(tenant, chunk, fromBeginning))
                .flatMap(chunk -> chunk.isFinished()
                        ? Uni.createFrom().item(chunk.proven())
                        : prove(tenant, kind, after, false)
                                .map(rest -> rest.with(chunk.proven().totals())));
    }

    private Uni<Chunk> chunk(String tenant, PassKind kind, UUID after, boolean fromBeginning) {
        return reads.snapshot(tenant, connection -> chunk(connection, kind, after, fromBeginning))
                .onFailure(ReconciliationPage::isOvertaken)
                .retry()
                .atMost(RETRIES);
    }

    /** Where nothing was found to be proven, nobody was held up. */
    private Uni<Void> rest(Chunk chunk, long began) {
        Duration rest = pace.restAfter(Duration.ofNanos(System.nanoTime() - began));
        return chunk.examinations().isEmpty() || rest.toMillis() == 0
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .emitter(emitter -> vertx.setTimer(rest.toMillis(), rested -> emitter.complete(null)));
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof PgException postgres && SERIALIZATION_FAILURE.equals(postgres.getSqlState());
    }

    private Uni<Chunk> chunk(SqlConnection connection, PassKind kind, UUID after, boolean fromBeginning) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(kind.wireName()))
                .map(rows -> rows.iterator().next().getBoolean("locked"))
                .flatMap(locked -> locked
                        ? positions
                                .pageEnd(connection, after, config.accounts())
                                .flatMap(end -> chunk(connection, after, end, fromBeginning))
                        : Uni.createFrom().item(Chunk.TAKEN));
    }

    private Uni<Chunk> chunk(SqlConnection connection, UUID after, UUID end, boolean fromBeginning) {
        Uni<List<EntryPosition>> page = fromBeginning
                ? positions.beginnings(connection, after, end)
                : positions.changed(connection, after, end);
        return page.flatMap(from -> from.isEmpty()
                ? Uni.createFrom().item(new Chunk(List.of(), List.of(), end))
                : examine(connection, from, end));
    }

    private Uni<Chunk> examine(SqlConnection connection, List<EntryPosition> from, UUID end) {
        int limit = Math.max(1, config.entries() / from.size());
        List<UUID> ids = from.stream().map(EntryPosition::accountId).toList();
        return Uni.combine()
                .all()
                .unis(balances.read(connection, ids), tails.read(connection, from, limit))
                .with((stored, read) -> examinations(stored, from, read, limit))
                .map(examinations -> new Chunk(examinations, List.of(), end))
                .call(chunk -> positions.save(connection, chunk.clean()))
                .call(chunk -> reports.resolve(connection, chunk.finishedAndClean(), DriftReports.GONE, null));
    }

    /** All three are in order of id. */
    private static List<Examination> examinations(
            List<StoredBalance> stored, List<EntryPosition> from, Map<UUID, EntryTail> read, int limit) {
        List<Examination> examinations = new ArrayList<>(from.size());
        for (int index = 0; index < from.size(); index++) {
            EntryPosition position = from.get(index);
            EntryTail tail = read.get(position.accountId());
            examinations.add(ReconciliationRules.examine(stored.get(index), position, tail, limit));
        }
        return examinations;
    }

    private Uni<Chunk> examineSuspects(String tenant, Chunk chunk, boolean fromBeginning) {
        return Multi.createFrom()
                .iterable(chunk.suspects())
                .onItem()
                .transformToUniAndConcatenate(id -> suspects.examine(tenant, id, fromBeginning))
                .collect()
                .asList()
                .map(chunk::with);
    }

    /**
     * A page that has been proven.
     *
     * @param end its last account; null if another replica is at it
     */
    record Proven(PassTotals totals, UUID end) {

        boolean isTaken() {
            return end == null;
        }

        boolean isLast() {
            return ReconciledBalances.LAST.equals(end);
        }

        Proven with(PassTotals before) {
            return new Proven(before.plus(totals), end);
        }
    }

    /**
     * As much of a page as fits into one transaction.
     *
     * @param confirmed what the suspects were like under their locks
     */
    private record Chunk(List<Examination> examinations, List<Examination> confirmed, UUID end) {

        static final Chunk TAKEN = new Chunk(List.of(), List.of(), null);

        Chunk with(List<Examination> underLock) {
            return new Chunk(examinations, underLock, end);
        }

        List<UUID> suspects() {
            return examinations.stream()
                    .filter(examination -> !examination.isClean())
                    .map(examination -> examination.reached().accountId())
                    .toList();
        }

        List<EntryPosition> clean() {
            return examinations.stream()
                    .filter(Examination::isClean)
                    .map(Examination::reached)
                    .toList();
        }

        List<UUID> finishedAndClean() {
            return examinations.stream()
                    .filter(examination -> examination.isClean() && examination.isFinished())
                    .map(examination -> examination.reached().accountId())
                    .toList();
        }

        /** What is wrong is not read on: it is known, and nothing is posted to it any more. */
        boolean isFinished() {
            return Stream.concat(
                            examinations.stream().filter(Examination::isClean),
                            confirmed.stream().filter(Examination::isClean))
                    .allMatch(Examination::isFinished);
        }

        Proven proven() {
            long entries = examinations.stream().mapToLong(Examination::entries).sum();
            long drifts = confirmed.stream()
                    .filter(examination -> !examination.isClean())
                    .count();
            return new Proven(new PassTotals(examinations.size(), entries, drifts), end);
        }
    }
}
