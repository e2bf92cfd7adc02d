package io.ballast.operations.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A base image of this machine's own, for what no registry is needed: a Java runtime, bash for the health check, the shared
 * libraries of both, and the few files that every system has. It says where {@code java} is, as the bases of registries do, and it
 * knows no user but root and nobody. It has two layers; the second takes back a file of the first.
 *
 * @param tar what {@code docker load} would take
 */
record BaseImage(Path tar) {

    /** In the first layer, and by the second in the image no more. */
    static final String TAKEN_BACK = "etc/motd";

    private static final String JAVA_HOME = "opt/java";
    private static final Path BASH = Path.of("/bin/bash");
    private static final int OF_ALL = 01777;
    private static final int OF_ROOT = 0755;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param directory where there is nothing yet */
    static BaseImage make(Path directory) throws IOException, InterruptedException {
        Path runtime = Files.createDirectories(directory).resolve("runtime");
        JavaRuntime.link(runtime);
        ImageTar system = system(directory.resolve("system.tar"), runtime);
        ImageTar java = java(directory.resolve("java.tar"), runtime);
        Path tar = directory.resolve("base.tar");
        try (ImageTar archive = new ImageTar(tar)) {
            archive.text(
                            "manifest.json",
                            JSON.writeValueAsString(List.of(Map.of(
                                    "Config",
                                    "config.json",
                                    "RepoTags",
                                    List.of("ballast/base:here"),
                                    "Layers",
                                    List.of("system.tar", "java.tar")))))
                    .text(
                            "config.json",
                            JSON.writeValueAsString(configuration(List.of(system.digest(), java.digest()))))
                    .file("system.tar", directory.resolve("system.tar"))
                    .file("java.tar", directory.resolve("java.tar"));
        }
        return new BaseImage(tar);
    }

    /** As the builder of images is told of it. */
    String reference() {
        return "tar://" + tar;
    }

    private static ImageTar system(Path file, Path runtime) throws IOException, InterruptedException {
        try (ImageTar layer = new ImageTar(file)) {
            for (String directory : List.of("dev", "etc", "proc", "sys", "usr/bin", "var")) {
                layer.directory(directory, OF_ROOT);
            }
            layer.directory("tmp", OF_ALL).directory("var/tmp", OF_ALL);
            layer.text("etc/passwd", "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/false\n")
                    .text("etc/group", "root:x:0:\nnogroup:x:65534:\n")
                    .text("etc/hosts", "127.0.0.1 localhost\n")
                    .text(TAKEN_BACK, "Nobody reads this\n")
                    .file("bin/bash", BASH);
            for (Path library : SharedLibraries.of(programs(runtime))) {
                if (!library.startsWith(runtime)) {
                    layer.file(library.toString().substring(1), library);
                }
            }
            return layer;
        }
    }

    /** Of the runtime's own libraries, those that every service loads: who has no screen needs no others. */
    private static List<Path> programs(Path runtime) {
        List<Path> programs = new ArrayList<>(List.of(BASH, runtime.resolve("bin/java")));
        for (String library : List.of("server/libjvm.so", "libjava.so", "libnet.so", "libnio.so", "libzip.so")) {
            programs.add(runtime.resolve("lib").resolve(library));
        }
        return programs;
    }

    private static ImageTar java(Path file, Path runtime) throws IOException {
        try (ImageTar layer = new ImageTar(file)) {
            Path taken = Path.of(TAKEN_BACK);
            return layer.tree(JAVA_HOME, runtime)
                    .without(taken.getParent().toString(), taken.getFileName().toString());
        }
    }

    private static Map<String, Object> configuration(List<String> layers) {
        return Map.of(
                "architecture",
                System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64",
                "os",
                "linux",
                "config",
                Map.of("Env", List.of("PATH=/" + JAVA_HOME + "/bin:/usr/bin:/bin", "JAVA_HOME=/" + JAVA_HOME)),
                "rootfs",
                Map.of("type", "layers", "diff_ids", layers));
    }
}
