package io.ballast.operations.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The image's health check, {@code /app/ready <port>}.
 *
 * @param program what has to be run, without the port
 */
record Readiness(List<String> program) {

    private static final int PATIENCE_SECONDS = 10;

    /** Whether it says that the service with this management port takes traffic; false as well if it says nothing in time. */
    boolean of(int managementPort) {
        List<String> command = new ArrayList<>(program);
        command.add(Integer.toString(managementPort));
        try {
            Process check = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = check.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            check.destroyForcibly();
            return ended && check.exitValue() == 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
