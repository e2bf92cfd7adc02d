package io.ballast.operations.images;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What {@code deploy/images/Dockerfile} puts into the image of a service, laid out in a directory of this machine. */
record ImageContents(Path app) {

    static final String CACHE = "app.aot";

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
                        java(),
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

    /** Every file with its size and time, to be compared. */
    List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(app)) {
            return paths.map(ImageContents::described).sorted().toList();
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String described(Path path) {
        try {
            return path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
