package io.ballast.operations.alerts;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program that checks rules and runs their tests. It comes with Debian's package {@code prometheus}; nothing is installed here. */
final class Promtool {

    private static final int MINUTES = 3;
    private static final String MISSING = "promtool is not on the PATH; Debian has it: apt-get install prometheus";

    private final Path program;

    private Promtool(Path program) {
        this.program = program;
    }

    /** Where it is missing, a developer's test is left out, and a test of CI fails. */
    static Promtool find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Promtool::new)
                .orElseGet(Promtool::missing);
    }

    private static Promtool missing() {
        return "true".equals(System.getenv("CI")) ? fail(MISSING) : abort(MISSING);
    }

    /** @param output what it said, on both streams */
    record Answer(int exitCode, String output) {}

    Answer run(Path directory, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile("promtool", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                fail("promtool did not end within " + MINUTES + " minutes");
            }
            return new Answer(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
