package io.ballast.infrastructure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A launcher for tests, in a JVM of its own: starts the four parts in the given directory, or temporary ones, prints
 * one line "process id, port, log" for each and then "ready", and waits until it is killed or its input ends.
 */
final class LauncherMain {

    private LauncherMain() {}

    public static void main(String[] arguments) throws Exception {
        Path home = arguments.length == 0 ? null : Path.of(arguments[0]);
        List<Part> parts = List.of(
                PostgresServer.start(0, in(home, "postgres")),
                RedisServer.start(0, in(home, "redis"), null),
                KafkaBroker.start(0, in(home, "kafka"), true),
                EvmNode.start(0, in(home, "evm"), Duration.ZERO));
        parts.forEach(part -> System.out.println(part.pid() + " " + part.log()));
        System.out.println("ready");
        System.in.read();
    }

    private static Path in(Path home, String part) {
        return home == null ? null : home.resolve(part);
    }
}
