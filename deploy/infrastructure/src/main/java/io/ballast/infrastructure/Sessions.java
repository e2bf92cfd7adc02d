package io.ballast.infrastructure;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives children a session of their own. A Ctrl-C in a terminal reaches every process of the session, and would take
 * PostgreSQL away under services that still have to drain; in its own session a child ends when its parent says so.
 */
final class Sessions {

    private static final List<String> PREFIX = find();

    private Sessions() {}

    /** The command in a session of its own, under the process id that is started; as it is if there is no means. */
    static List<String> inOwn(List<String> command) {
        return Stream.concat(PREFIX.stream(), command.stream()).toList();
    }

    private static List<String> find() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        if (onPath("perl")) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV or exit 127;");
        }
        return List.of();
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
