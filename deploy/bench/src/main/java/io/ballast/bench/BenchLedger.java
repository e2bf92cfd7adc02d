package io.ballast.bench;

import io.ballast.bench.database.Invariants;
import io.ballast.bench.database.LedgerData;
import io.ballast.bench.database.Pgbench;
import io.ballast.bench.load.Tokens;
import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Report;
import io.ballast.bench.set.LedgerSet;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.TokenIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures the packaged ledger-service beside the best SQL that makes the same writes, on one PostgreSQL, in turn. Figures
 * are shown and written only if the ledger keeps its invariants to the end.
 */
public final class BenchLedger implements AutoCloseable {

    private static final int BROKEN = 1;

    /**
     * The history of the grown ledger comes at once, by one transaction and before what the service has seen already: to seal
     * and to prove that is work that no service has.
     */
    private static final Map<String, String> QUIET =
            Map.of("ballast.receipt.sealing", "false", "ballast.reconciliation.interval", "off");

    private final BenchSettings settings;
    private final Progress progress = new Progress(System.out);
    private final TokenIssuer issuer = TokenIssuer.create();
    private final PostgresServer postgres;
    private final JwksServer jwks;
    private final List<String> broken = new ArrayList<>();
    private Tokens tokens;

    private BenchLedger(BenchSettings settings) {
        this.settings = settings;
        this.postgres = PostgresServer.start();
        this.jwks = JwksServer.start(issuer);
    }

    public static void main(String[] arguments) throws Exception {
        BenchSettings settings = BenchSettings.ofEnvironment();
        Path result = settings.target().resolve("bench-ledger.json");
        Files.deleteIfExists(result);
        int status = 0;
        try (BenchLedger bench = new BenchLedger(settings)) {
            List<Figure> figures = bench.measure();
            if (bench.broken.isEmpty()) {
                bench.progress.troubles().forEach(trouble -> System.out.println("Not all went well: " + trouble));
                Report.print(System.out, figures);
                Report.write(result, figures);
                System.out.println("Written to " + result);
            } else {
                bench.broken.forEach(sentence -> System.err.println("Broken: " + sentence));
                System.err.println("A ledger that breaks an invariant has no figures.");
                status = BROKEN;
            }
        }
        System.exit(status);
    }

    private List<Figure> measure() throws Exception {
        progress.step("Signing tokens");
        tokens = Tokens.sign(issuer, LedgerData.ACCOUNTS);
        List<Figure> figures = new ArrayList<>();
        if (!settings.loadsBeside().isEmpty()) {
            figures.addAll(beside());
        }
        if (broken.isEmpty() && settings.measures(BenchLoad.GROWN)) {
            figures.addAll(grown());
        }
        return figures;
    }

    /** The service beside pgbench. */
    private List<Figure> beside() throws Exception {
        progress.step("Starting PostgreSQL, Kafka, Redis and the service");
        try (LedgerSet set = start("ledger", 0, Map.of())) {
            BesidePgbench rounds = new BesidePgbench(measurements(set), settings.loadsBeside(), progress);
            rounds.run(settings.rounds());
            check(rounds.measurements());
            return rounds.figures();
        }
    }

    /** A ledger that has grown beside one that is new. */
    private List<Figure> grown() throws Exception {
        progress.step("Starting a ledger with some entries and one with " + settings.entries());
        try (LedgerSet small = start("ledger_new", 0, QUIET);
                LedgerSet large = start("ledger_grown", settings.entries(), QUIET)) {
            Grown rounds = new Grown(measurements(small), measurements(large), settings.entries(), progress);
            rounds.run(settings.rounds());
            check(rounds.small());
            check(rounds.large());
            return rounds.figures();
        }
    }

    private void check(Measurements measurements) throws Exception {
        progress.step("Checking the invariants");
        broken.addAll(measurements.broken());
    }

    private LedgerSet start(String name, long entries, Map<String, String> more) throws Exception {
        return LedgerSet.start(
                postgres,
                name,
                entries,
                jwks.url(),
                settings.application(),
                settings.target().resolve("bench"),
                more);
    }

    private Measurements measurements(LedgerSet set) {
        Path directory = settings.target().resolve("bench/pgbench");
        return new Measurements(
                set,
                settings,
                new Pgbench(settings.pgbench(), set.database(), directory),
                new Invariants(postgres, set.database().name()),
                tokens,
                progress);
    }

    @Override
    public void close() {
        postgres.close();
        jwks.close();
    }
}
