package io.ballast.operations.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A user who may do nothing: neither root's nor anybody's, without groups, capabilities or a way to get any. Only root can
 * become that user; whoever else runs the tests is unprivileged already.
 */
final class Unprivileged {

    /** Nobody else has this one, so its files are those of the service. */
    private static final int ID = 64_321;

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final List<Path> WRITABLE_BY_ALL =
            List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/var/tmp"), Path.of("/dev/shm"));

    private Unprivileged() {}

    /** What the command has to begin with. */
    static List<String> prefix() {
        String id = Integer.toString(ID);
        return ROOT
                ? List.of(
                        "setpriv",
                        "--reuid=" + id,
                        "--regid=" + id,
                        "--clear-groups",
                        "--no-new-privs",
                        "--inh-caps=-all",
                        "--bounding-set=-all")
                : List.of();
    }

    static void give(Path directory) throws IOException {
        if (ROOT) {
            Files.setAttribute(directory, "unix:uid", ID);
        }
    }

    /** What such a user has left where everybody may write, but for one directory. Empty for who is not root. */
    static List<Path> filesOutside(Path allowed) throws IOException {
        List<Path> places =
                ROOT ? WRITABLE_BY_ALL.stream().filter(Files::isDirectory).toList() : List.of();
        try (Stream<Path> paths = places.stream().flatMap(Unprivileged::walk)) {
            return paths.filter(path -> !path.startsWith(allowed) && isTheirs(path))
                    .toList();
        }
    }

    /** One level: whoever writes into a place where everybody may does so at its top, or into a directory of their own there. */
    private static Stream<Path> walk(Path place) {
        try {
            return Files.walk(place, 1);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean isTheirs(Path path) {
        try {
            return Integer.valueOf(ID).equals(Files.getAttribute(path, "unix:uid"));
        } catch (IOException e) {
            // Gone meanwhile
            return false;
        }
    }
}
