package io.ballast.operations.alerts;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The program that checks rules and runs their tests. It comes with Debian's package {@code prometheus}; nothing is installed here. */
final class Promtool {

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

    Answer run(Path directory, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        return Program.run(directory, command);
    }
}
