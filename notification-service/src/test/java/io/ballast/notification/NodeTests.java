package io.ballast.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tests that are written for Node.js' own runner, as one test here. */
public final class NodeTests {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private NodeTests() {}

    /** Runs them to their end; what they say is seen in the log, and is the message if one fails. */
    public static void assertGreen(Path directory, Map<String, String> environment, String... files) {
        List<String> command =
                new ArrayList<>(List.of("node", "--experimental-websocket", "--test", "--test-reporter=spec"));
        command.addAll(List.of(files));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            run(builder.start());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void run(Process tests) throws IOException, InterruptedException {
        try {
            Thread.ofVirtual().start(() -> endInTime(tests));
            String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.out.println(output);
            assertEquals(0, tests.waitFor(), output);
        } finally {
            tests.destroyForcibly();
        }
    }

    private static void endInTime(Process tests) {
        try {
            if (!tests.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                tests.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
