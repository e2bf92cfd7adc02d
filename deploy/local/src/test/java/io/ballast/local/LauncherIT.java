package io.ballast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.infrastructure.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own: how it starts, looks after and stops a set, and how it fails. */
class LauncherIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final boolean MAKES_CACHES = Runtime.version().feature() >= 25;
    private static final Map<String, String> FOREIGN_TOKENS = Map.of(
            "BALLAST_PROFILE", "prod",
            "BALLAST_JWT_JWKS_URL", "http://127.0.0.1:1/keys",
            "BALLAST_JWT_ISSUER", "somebody",
            "BALLAST_JWT_AUDIENCE", "ballast");

    @TempDir
    private Path checkout;

    @Test
    void aSetIsStartedLookedAfterAndStoppedWholly() throws Exception {
        try (LaunchedSet set = LaunchedSet.start(checkout, Map.of()).awaitUp()) {
            assertThat(set.get("/api/health").statusCode()).isEqualTo(200);
            assertThat(set.get("/dev/token?sub=user-a&groups=user").body()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
            assertThat(set.get("/transactions").body())
                    .contains("\"profile\":\"dev\"", "\"password\":true", keysOf(set));
            assertThat(commandLines(set)).doesNotContain("password");

            cachesAreMade(set);
            killedServiceComesBack(set);
            killedPartsComeBack(set);
            secondLauncherSaysSo();
            borrowedServiceIsGivenBack(set);

            List<ProcessHandle> processes = set.processes();
            assertThat(processes).hasSize(10);
            set.launcher().destroy();
            assertThat(set.awaitExit()).as(set.output()).isZero();
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(set.describe()).isNull();
        }
    }

    private static String keysOf(LaunchedSet set) {
        return "\"jwks\":\"" + set.describe().gateway().replace("localhost", "127.0.0.1") + "/dev/jwks.json\"";
    }

    private static String commandLines(LaunchedSet set) {
        return set.processes().stream().map(LauncherIT::commandLine).reduce("", String::concat);
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static void cachesAreMade(LaunchedSet set) {
        if (MAKES_CACHES) {
            await().atMost(PATIENCE).until(() -> set.output().contains("AOT caches are made"));
            assertThat(set.home().resolve("aot")).isDirectoryContaining("glob:**/ledger-service-*.aot");
        }
    }

    private static void killedServiceComesBack(LaunchedSet set) {
        ProcessHandle before = set.process("ledger-service");
        before.destroyForcibly();
        await().atMost(PATIENCE).until(() -> set.output().contains("ledger-service ended with exit code 137"));
        set.awaitState("ledger-service", "ready");
        assertThat(set.process("ledger-service")).isNotEqualTo(before);
        assertThat(commandLine(set.process("ledger-service")).contains("-XX:AOTCache="))
                .isEqualTo(MAKES_CACHES);
    }

    private static void killedPartsComeBack(LaunchedSet set) {
        set.process("redis").destroyForcibly();
        set.process("hedera").destroyForcibly();
        await().atMost(PATIENCE).until(() -> set.output().contains("Redis is back"));
        await().atMost(PATIENCE).until(() -> set.output().contains("Hedera sandbox is back"));
        assertThat(set.process("redis").isAlive()).isTrue();
        assertThat(set.process("hedera").isAlive()).isTrue();
    }

    private void secondLauncherSaysSo() throws Exception {
        try (LaunchedSet second = LaunchedSet.start(checkout, Map.of())) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output().lines()).singleElement().asString().contains("Another launcher runs on");
        }
    }

    /** What {@code make dev} does, with this JVM in the place of its shell. */
    private static void borrowedServiceIsGivenBack(LaunchedSet set) throws IOException {
        Path control = set.home().resolve("run/control");
        Path request = control.resolve("ledger-service.request");
        Path released = control.resolve("ledger-service.properties");
        Files.writeString(request, Long.toString(ProcessHandle.current().pid()));
        await().atMost(PATIENCE).until(() -> Files.exists(released));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(released)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(released)).contains("quarkus.datasource.password=", "quarkus.http.port=");
        assertThat(set.get("/api/health").statusCode()).isEqualTo(503);

        try (ServerSocket leftBehind = new ServerSocket(portOf(set), 1, InetAddress.getLoopbackAddress())) {
            Files.delete(request);
            await().atMost(PATIENCE).until(() -> set.output().contains("comes back as soon as its ports are free"));
            assertThat(leftBehind.isBound()).isTrue();
        }
        set.awaitState("ledger-service", "ready");
        assertThat(released).doesNotExist();
    }

    private static int portOf(LaunchedSet set) {
        return set.describe().members().get("ledger-service").port();
    }

    @Test
    void outsideTheDevProfileNobodyGetsATokenAndTheServicesAreToldWhoSigns() throws Exception {
        try (LaunchedSet set = LaunchedSet.start(checkout, FOREIGN_TOKENS).awaitUp()) {
            assertThat(set.get("/dev/token?sub=user-a").statusCode()).isEqualTo(404);
            assertThat(set.get("/dev/jwks.json").statusCode()).isEqualTo(404);
            assertThat(set.get("/transactions").body())
                    .contains("\"profile\":\"prod\"", "\"jwks\":\"http://127.0.0.1:1/keys\"");

            launcherIsKilledAndTheNextOneCopes(set);
        }
    }

    private void launcherIsKilledAndTheNextOneCopes(LaunchedSet set) throws Exception {
        List<ProcessHandle> processes = set.processes();
        set.launcher().destroyForcibly();
        set.awaitExit();
        try (LaunchedSet next = LaunchedSet.start(checkout, FOREIGN_TOKENS).awaitUp()) {
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(next.get("/api/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void givenAPortThatIsTakenThePartThatWantsItIsNamedAndNothingStarts() throws Exception {
        int port = Ports.free();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                LaunchedSet set = LaunchedSet.start(
                        checkout, Map.of("BALLAST_PORT_KAFKA", Integer.toString(taken.getLocalPort())))) {
            assertThat(set.awaitExit()).isEqualTo(1);
            assertThat(set.output().lines())
                    .singleElement()
                    .asString()
                    .contains(Integer.toString(port), "Kafka", "BALLAST_PORT_KAFKA");
            assertThat(set.home().resolve("data/postgres")).doesNotExist();
        }
    }

    @Test
    void givenAServiceThatDoesNotStartTheReasonIsOneLineAndEverythingElseStops() throws Exception {
        Map<String, String> environment = Map.of("FAKE_SERVICE", "chain-balance-service does not start");
        try (LaunchedSet set = LaunchedSet.start(checkout, environment)) {
            await().atMost(Duration.ofSeconds(180))
                    .until(() ->
                            set.output().contains("Failed: ") || !set.launcher().isAlive());
            assertThat(set.awaitExit()).as(set.output()).isEqualTo(1);

            assertThat(set.output().lines().filter(line -> line.startsWith("Failed: ")))
                    .singleElement()
                    .asString()
                    .contains(
                            "chain-balance-service ended with exit code 3",
                            "no such column",
                            "chain-balance-service.log");
            assertThat(leftBehind()).isEmpty();
        }
    }

    @Test
    void givenAServiceThatIsNeverReadyTheLauncherDoesNotWaitForEver() throws Exception {
        Map<String, String> environment =
                Map.of("FAKE_SERVICE", "auto-deposit-service is never ready", "BALLAST_START_SECONDS", "3");
        try (LaunchedSet set = LaunchedSet.start(checkout, environment)) {
            assertThat(set.awaitExit()).as(set.output()).isEqualTo(1);
            assertThat(set.output()).contains("Failed: auto-deposit-service is not ready after 3 s");
            assertThat(leftBehind()).isEmpty();
        }
    }

    @Test
    void givenServicesThatAreNotBuiltTheLauncherSaysHowToBuildThem() throws Exception {
        Path empty = Files.createDirectory(checkout.resolve("empty"));
        try (LaunchedSet set = LaunchedSet.start(checkout, Map.of("BALLAST_CHECKOUT", empty.toString()))) {
            assertThat(set.awaitExit()).isEqualTo(1);
            assertThat(set.output()).contains("ledger-service is not built. Build it: make build");
        }
    }

    /** Processes whose command line names this test's directory. */
    private List<String> leftBehind() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(checkout.toString()))
                .toList();
    }
}
