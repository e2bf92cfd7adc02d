package io.ballast.bench.database;

import io.ballast.infrastructure.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs pgbench as the service's role, with prepared statements: the fastest way it has. */
public final class Pgbench {

    private static final String LOG_PREFIX = "latency";

    private final Path program;
    private final Database database;
    private final Path directory;

    public Pgbench(Path program, Database database, Path directory) {
        this.program = program;
        this.database = database;
        this.directory = directory;
    }

    /** As many clients, each calling the statement again and again. */
    public PgbenchRun run(int clients, int seconds, String script) {
        try {
            Files.createDirectories(directory);
            Path file = Files.writeString(directory.resolve("script.sql"), script);
            deleteLogs();
            String output = output(command(clients, seconds, file));
            return PgbenchRun.of(output, logs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<String> command(int clients, int seconds, Path script) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--host=127.0.0.1",
                "--port=" + database.port(),
                "--username=" + database.role(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=" + Math.min(2, clients),
                "--time=" + seconds,
                "--file=" + script));
        if (clients == 1) {
            command.addAll(List.of("--log", "--log-prefix=" + directory.resolve(LOG_PREFIX)));
        }
        command.add(database.name());
        return command;
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PGPASSWORD", database.rolePassword(), "PGOPTIONS", "-c ballast.tenant=default -c jit=off"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("pgbench failed: " + output);
        }
        return output;
    }

    private List<String> logs() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log : files.filter(Pgbench::isLog).toList()) {
                lines.addAll(Files.readAllLines(log));
            }
        }
        return lines;
    }

    private void deleteLogs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log : files.filter(Pgbench::isLog).toList()) {
                Files.delete(log);
            }
        }
    }

    private static boolean isLog(Path file) {
        return file.getFileName().toString().startsWith(LOG_PREFIX);
    }
}
