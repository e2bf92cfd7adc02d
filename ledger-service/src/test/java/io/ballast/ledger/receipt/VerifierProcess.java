package io.ballast.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** The verifier as its users run it: a process that knows a file and a hash. */
final class VerifierProcess {

    private static final Path SOURCE = Path.of("verifier", "Verify.java");
    private static final long BOUND_SECONDS = 60;

    private final Path directory;
    private final List<String> program;

    private VerifierProcess(Path directory, List<String> program) {
        this.directory = directory;
        this.program = program;
    }

    /** {@code java Verify.java}. */
    static VerifierProcess fromSource(Path directory) {
        return new VerifierProcess(directory, List.of(SOURCE.toString()));
    }

    /** The same, compiled once, for who runs it often. */
    static VerifierProcess compiled(Path directory) {
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        directory.toString(),
                        "-d",
                        directory.toString(),
                        SOURCE.toString());
        assertEquals(0, result, "the verifier compiles");
        return new VerifierProcess(
                directory, List.of("-XX:TieredStopAtLevel=1", "-cp", directory.toString(), "Verify"));
    }

    Verdict verify(String receipt, String hash) {
        try {
            Path file = Files.writeString(directory.resolve("receipt.json"), receipt);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(program);
            command.add(file.toString());
            command.add(hash);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Verdict(process.exitValue(), output.strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How the process ended and what it said. */
    record Verdict(int exit, String output) {}
}
