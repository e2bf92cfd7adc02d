package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether this machine lets its user make what a container is made of: mounts and processes of its own. */
final class Containment {

    /** Makes namespaces and mounts in them; nothing of it is seen outside, or left. */
    private static final String TRIAL = """
            setpriv --version >/dev/null && nsenter --version >/dev/null &&
            unshare --mount --pid --fork mount -t tmpfs tmpfs "$1"
            """;

    private Containment() {}

    /** Where it does not, a developer's rehearsal is left out, and says so; with {@code CI=true} it fails. */
    static void require(Path directory) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            missing("only root can give an image's files to their owners");
        }
        Answer trial = Program.run(directory, List.of("sh", "-c", TRIAL, "trial", directory.toString()));
        if (trial.exitCode() != 0) {
            missing("a trial of it ends with " + trial.exitCode() + ": "
                    + trial.output().strip());
        }
    }

    private static void missing(String reason) {
        String message = "No image is rehearsed: it takes Linux, root, util-linux and leave to mount; here " + reason;
        System.out.println("ballast: images: " + message);
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        abort(message);
    }
}
