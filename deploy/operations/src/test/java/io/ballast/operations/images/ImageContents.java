package io.ballast.operations.images;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What {@code deploy/images/Dockerfile} puts into the image of a service, laid out in a directory of this machine. */
record ImageContents(Path app) {

    static final String CACHE = "app.aot";
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Copies what is packaged; times are kept, as by COPY: the JVM looks at them before it uses a cache. */
    static ImageContents of(String service, Path root) throws IOException {
        Path app = Files.createDirectory(root.resolve("app"));
        copy(Checkout.file(service + "/target/quarkus-app"), app);
        for (String file : List.of("java.options", "ready")) {
            Files.copy(Checkout.file("deploy/images").resolve(file), app.resolve(file));
        }
        return new ImageContents(app);
    }

    /** As the RUN of the build: the training of nothing but the launcher's jar and the one beside it. */
    int train(Path log) throws IOException, InterruptedException {
        Path training = Files.createDirectory(app.resolveSibling("training"));
        Path local = Checkout.file("deploy/local/target");
        Files.copy(local.resolve("ballast-local.jar"), training.resolve("ballast-local.jar"));
        Files.createDirectory(training.resolve("lib"));
        try (Stream<Path> jars = Files.list(local.resolve("lib"))) {
            for (Path jar : jars.filter(each -> each.getFileName().toString().startsWith("infrastructure-"))
                    .toList()) {
                Files.copy(jar, training.resolve("lib").resolve(jar.getFileName()));
            }
        }
        Process process = new ProcessBuilder(
                        JAVA,
                        "-cp",
                        training.resolve("ballast-local.jar").toString(),
                        "io.ballast.local.aot.TrainingMain",
                        app.toString(),
                        training.resolve(CACHE).toString(),
                        "@" + app.resolve("java.options"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = process.waitFor();
        if (code == 0) {
            Files.move(training.resolve(CACHE), app.resolve(CACHE));
        }
        return code;
    }

    /** Nobody may write into it any more, and everybody may read it. */
    void protect() throws IOException {
        try (Stream<Path> paths = Files.walk(app)) {
            for (Path path : paths.toList()) {
                boolean executable = Files.isDirectory(path) || path.endsWith("ready");
                Files.setPosixFilePermissions(
                        path, PosixFilePermissions.fromString(executable ? "r-xr-xr-x" : "r--r--r--"));
            }
        }
    }

    /** The JVM of this machine with the options of the image's ENTRYPOINT. */
    List<String> java() {
        return List.of(JAVA, "@" + app.resolve("java.options"), "-XX:AOTCache=" + app.resolve(CACHE));
    }

    /** For messages: what a file says, or why it cannot be read. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(each -> !each.equals(from)).toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
