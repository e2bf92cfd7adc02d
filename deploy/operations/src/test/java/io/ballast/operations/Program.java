package io.ballast.operations;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Somebody else's program that looks at our files. */
public final class Program {

    private static final int MINUTES = 3;

    private Program() {}

    /** @param output what it said, on both streams */
    public record Answer(int exitCode, String output) {}

    /** Runs it to its end. */
    public static Answer run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ballast-program", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                fail(command.getFirst() + " did not end within " + MINUTES + " minutes");
            }
            return new Answer(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /** Brings what a directory's {@code package-lock.json} names; nothing to do if it is there. */
    public static void installPackages(Path directory, String neededFor) throws IOException, InterruptedException {
        Path script = Checkout.file("deploy/infrastructure/scripts/npm-packages.sh");
        Answer answer = run(directory, List.of("sh", script.toString(), neededFor));
        if (answer.exitCode() != 0) {
            fail(answer.output());
        }
    }
}
