package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file in which a running PostgreSQL notes its process id. After a crash of the machine another program may have
 * that id, and PostgreSQL would refuse to start in the belief that it is its own.
 */
final class PostmasterFile {

    private PostmasterFile() {}

    /** Removes the file if the process it names is alive and no PostgreSQL; every other case is PostgreSQL's own. */
    static void removeIfForeign(Path data) {
        Path file = data.resolve("postmaster.pid");
        try {
            if (Files.exists(file) && isForeign(Files.readAllLines(file))) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new PartFailed("PostgreSQL", "cannot read " + file + ": " + e, e);
        }
    }

    private static boolean isForeign(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .flatMap(process -> process.info().command())
                .filter(command -> !command.contains("postgres"))
                .isPresent();
    }
}
