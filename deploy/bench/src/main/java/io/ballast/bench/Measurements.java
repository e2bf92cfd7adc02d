package io.ballast.bench;

import io.ballast.bench.database.Acknowledged;
import io.ballast.bench.database.Invariants;
import io.ballast.bench.database.LedgerData;
import io.ballast.bench.database.Pgbench;
import io.ballast.bench.database.PgbenchRun;
import io.ballast.bench.load.HttpText;
import io.ballast.bench.load.Load;
import io.ballast.bench.load.LoadGenerator;
import io.ballast.bench.load.Reads;
import io.ballast.bench.load.Requests;
import io.ballast.bench.load.Tokens;
import io.ballast.bench.load.WarmUp;
import io.ballast.bench.report.Progress;
import io.ballast.bench.set.LedgerSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The measurements that can be made of one set. Each waits until its events are published and its transactions sealed, and pays
 * for no other's.
 */
final class Measurements {

    private static final int PEER_CLIENTS = 16;
    private static final int BATCH_CLIENTS = 2;
    private static final int BATCH_CONNECTIONS = 3;
    private static final double P99 = 0.99;

    private static final String PAYER = "\\set payer random(1, " + LedgerData.ACCOUNTS + ")\n";
    private static final String PAYEE =
            "\\set payee 1 + (:payer + random(0, " + (LedgerData.ACCOUNTS - 2) + ")) % " + LedgerData.ACCOUNTS + "\n";
    private static final String UNITS = "\\set units random(100, 999)\n";
    private static final String SPREAD = PAYER + PAYEE + UNITS + "select bench_transfer(:payer, :payee, :units);\n";
    private static final String HOT = PAYER + UNITS + "select bench_transfer(:payer, 0, :units);\n";
    private static final String BATCH = "select bench_batch(" + TransferBatches.SIZE + ");\n";

    private final LedgerSet set;
    private final BenchSettings settings;
    private final Pgbench pgbench;
    private final Invariants invariants;
    private final Acknowledged acknowledged = new Acknowledged();
    private final Tokens tokens;
    private final byte[][] transferHeads;
    private final Progress progress;

    Measurements(
            LedgerSet set,
            BenchSettings settings,
            Pgbench pgbench,
            Invariants invariants,
            Tokens tokens,
            Progress progress) {
        this.set = set;
        this.settings = settings;
        this.pgbench = pgbench;
        this.invariants = invariants;
        this.tokens = tokens;
        this.transferHeads = SingleTransfers.heads(tokens);
        this.progress = progress;
    }

    /** The loads that are going to be measured here, each until it gets no faster: then the compilers have done their work. */
    void warmUp(Set<BenchLoad> loads) throws SQLException, InterruptedException {
        invariants.begin();
        warmUp(settings.connections(), SingleTransfers.spread(transferHeads, acknowledged));
        if (loads.contains(BenchLoad.BATCHES)) {
            warmUp(BATCH_CONNECTIONS, new TransferBatches(tokens, acknowledged));
        }
        if (loads.contains(BenchLoad.READS)) {
            warmUp(settings.connections(), cachedReads());
            warmUp(settings.connections(), constantReads());
        }
        if (loads.contains(BenchLoad.GROWN)) {
            warmUp(settings.connections(), databaseReads());
        }
    }

    /** The same for what stands beside it. */
    void warmUpPeer() throws SQLException, InterruptedException {
        peer("warm-up", PEER_CLIENTS, 2, SPREAD, 1);
        peer("warm-up", BATCH_CLIENTS, 2, BATCH, TransferBatches.SIZE);
    }

    private void warmUp(int connections, Requests requests) throws SQLException, InterruptedException {
        Duration atMost = Duration.ofSeconds(settings.warmUpSeconds());
        WarmUp.run(atMost, slice -> saturate("warm-up", connections, slice, requests));
    }

    double spread() throws SQLException, InterruptedException {
        return single("single transfers", SingleTransfers.spread(transferHeads, acknowledged));
    }

    double hot() throws SQLException, InterruptedException {
        return single("hot account", SingleTransfers.toHotAccount(transferHeads, acknowledged));
    }

    double batches() throws SQLException, InterruptedException {
        TransferBatches batches = new TransferBatches(tokens, acknowledged);
        return TransferBatches.SIZE
                * saturate("batches", BATCH_CONNECTIONS, duration(), batches).perSecond();
    }

    double cached() throws SQLException, InterruptedException {
        return single("cached balance", cachedReads());
    }

    double constant() throws SQLException, InterruptedException {
        return single("constant", constantReads());
    }

    /** p99 in ms of transfers that come at this rate. */
    double transferLatency(double perSecond) throws SQLException, InterruptedException {
        return paced("transfers at half load", SingleTransfers.spread(transferHeads, acknowledged), perSecond);
    }

    /** p99 in ms of balances read from the database at this rate. */
    double readLatency(double perSecond) throws SQLException, InterruptedException {
        return paced("balance from the database", databaseReads(), perSecond);
    }

    double peerSpread() throws SQLException, InterruptedException {
        return peer("pgbench, spread", PEER_CLIENTS, settings.seconds(), SPREAD, 1)
                .perSecond();
    }

    double peerHot() throws SQLException, InterruptedException {
        return peer("pgbench, hot account", PEER_CLIENTS, settings.seconds(), HOT, 1)
                .perSecond();
    }

    double peerBatches() throws SQLException, InterruptedException {
        return TransferBatches.SIZE
                * peer("pgbench, batches", BATCH_CLIENTS, settings.seconds(), BATCH, TransferBatches.SIZE)
                        .perSecond();
    }

    /** p99 in ms of one transfer after the other. */
    double peerLatency() throws SQLException, InterruptedException {
        PgbenchRun run = peer("pgbench, one at a time", 1, settings.seconds(), SPREAD, 1);
        return run.latencies().millis(P99);
    }

    /** What is not true of the ledger now. */
    List<String> broken() throws SQLException, InterruptedException {
        set.drain();
        return invariants.broken(acknowledged);
    }

    private Reads cachedReads() {
        return Reads.of(tokens, LedgerData.ACCOUNTS, number -> "/transactions/balance/cached");
    }

    private Reads constantReads() {
        return Reads.of(tokens, LedgerData.ACCOUNTS, number -> Constant.PATH);
    }

    private Reads databaseReads() {
        return Reads.of(tokens, LedgerData.ACCOUNTS, number -> "/v1/accounts/" + HttpText.account(number) + "/balance");
    }

    private Duration duration() {
        return Duration.ofSeconds(settings.seconds());
    }

    private double single(String name, Requests requests) throws SQLException, InterruptedException {
        return saturate(name, settings.connections(), duration(), requests).perSecond();
    }

    private Load saturate(String name, int connections, Duration duration, Requests requests)
            throws SQLException, InterruptedException {
        return done(name, LoadGenerator.saturate(set.service(), connections, duration, requests));
    }

    private double paced(String name, Requests requests, double perSecond) throws SQLException, InterruptedException {
        Load load = LoadGenerator.pace(set.service(), settings.connections(), duration(), requests, perSecond);
        return done(name, load).latencies().millis(P99);
    }

    private Load done(String name, Load load) throws SQLException, InterruptedException {
        acknowledged.unknown(load.lost());
        progress.load(name, load, set.drain());
        return load;
    }

    private PgbenchRun peer(String name, int clients, int seconds, String script, int transfers)
            throws SQLException, InterruptedException {
        PgbenchRun run = pgbench.run(clients, seconds, script);
        acknowledged.transfers(run.calls() * transfers);
        progress.peer(name, run, transfers, set.drain());
        return run;
    }
}
