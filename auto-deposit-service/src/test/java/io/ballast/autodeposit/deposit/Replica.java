package io.ballast.autodeposit.deposit;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service as it is packaged, in a JVM of its own, in the production profile. */
final class Replica implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    /** What a killed replica held is free soon, and a deposit is looked at often. The network is on this machine. */
    private static final Map<String, String> SETTINGS = Map.of(
            "ballast.deposit.lease", "2s",
            "ballast.deposit.interval", "50ms",
            "ballast.deposit.pause", "200ms",
            "ballast.stellar.calls.call-timeout", "4s",
            "ballast.providers.allowed-private-hosts", "127.0.0.1");

    private final ChildProcess process;

    private Replica(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param member whoever has the name of one that was killed takes its place with Kafka at once
     */
    static Replica start(ServiceSettings settings, Path log, String member) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx384m");
        // It lives for seconds: what starts fast is better than what runs fast later.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        settings.plain().forEach((name, value) -> command.add("-D" + name + "=" + value));
        SETTINGS.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dmp.messaging.incoming.chain-balances.group.instance.id=" + member);
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.port=0");
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString());
        ChildProcess process =
                ChildProcess.start("auto-deposit-service", command, settings.environment(), log.getParent(), log);
        process.awaitReady(START, () -> says(log, "Listening on: http://"));
        return new Replica(process);
    }

    /** SIGKILL. */
    void kill() {
        if (process.isAlive()) {
            process.kill();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static boolean says(Path log, String text) {
        try {
            return Files.exists(log) && Files.readString(log).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
