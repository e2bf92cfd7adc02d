package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Java runtime made of the JDK at hand, with the modules that a JRE has and none of a JDK's tools. */
final class JavaRuntime {

    private static final List<String> MODULES = List.of(
            "java.se",
            "jdk.charsets",
            "jdk.crypto.ec",
            "jdk.jfr",
            "jdk.localedata",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.nio.mapmode",
            "jdk.security.auth",
            "jdk.security.jgss",
            "jdk.unsupported",
            "jdk.xml.dom",
            "jdk.zipfs");

    private JavaRuntime() {}

    /** @param directory where there is nothing yet */
    static void link(Path directory) throws IOException, InterruptedException {
        Answer linked = Program.run(
                directory.getParent(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-java-debug-attributes",
                        "--no-man-pages",
                        "--no-header-files",
                        "--output",
                        directory.toString()));
        assertThat(linked.exitCode()).as(linked.output()).isZero();
    }
}
