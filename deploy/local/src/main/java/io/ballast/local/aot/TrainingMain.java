package io.ballast.local.aot;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes the AOT cache of one application while its image is built. Arguments: the directory with {@code quarkus-run.jar}, the
 * file that the JVM writes, and the JVM's options that the service will be started with. What the service says goes to
 * {@code <file>.log}.
 */
public final class TrainingMain {

    private static final int LEAST_ARGUMENTS = 2;

    private TrainingMain() {}

    public static void main(String[] arguments) {
        if (arguments.length < LEAST_ARGUMENTS) {
            throw new IllegalArgumentException("Give the application, the file of its cache, and the JVM's options");
        }
        Path application = Path.of(arguments[0]).toAbsolutePath();
        Path cache = Path.of(arguments[1]).toAbsolutePath();
        List<String> options = Arrays.asList(arguments).subList(LEAST_ARGUMENTS, arguments.length);
        Path log = cache.resolveSibling(cache.getFileName() + ".log");
        String service = application.getFileName().toString();
        new TrainingRun(service, application, options, Map.of(), cache, log).run();
    }
}
