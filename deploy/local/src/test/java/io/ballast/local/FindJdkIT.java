package io.ballast.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/find-jdk} on machines that are made up: directories that look like JDKs of some version. */
class FindJdkIT {

    private static final Path SCRIPT = Path.of("bin", "find-jdk").toAbsolutePath();

    @TempDir
    private Path machine;

    private record Answer(int exitCode, String out, String err) {}

    @Test
    void givenAGoodJavaHomeItWinsOverANewerJdkElsewhere() throws Exception {
        Path home = jdk("opt/mine", "21.0.4");
        jdk("usr/lib/jvm/temurin-25", "25.0.1");

        assertThat(find(home).out()).isEqualTo(home.toString());
    }

    @Test
    void givenAJavaHomeThatIsTooOldItIsPassedOver() throws Exception {
        Path old = jdk("usr/lib/jvm/java-17", "17.0.12");
        Path good = jdk("usr/lib/jvm/java-21", "21.0.4");

        assertThat(find(old).out()).isEqualTo(good.toString());
    }

    @Test
    void givenSeveralJdksTheLongTermOneIsPreferred() throws Exception {
        jdk("usr/lib/jvm/java-21", "21.0.4");
        jdk("usr/lib/jvm/java-26", "26");
        Path preferred = jdk("home/.sdkman/candidates/java/25.0.1-tem", "25.0.1");

        assertThat(find(null).out()).isEqualTo(preferred.toString());
    }

    @Test
    void givenNoneOfThePreferredVersionTheNewestIsTaken() throws Exception {
        jdk("usr/lib/jvm/java-21", "21.0.4");
        Path newest = jdk("usr/lib/jvm/java-24", "24.0.2");

        assertThat(find(null).out()).isEqualTo(newest.toString());
    }

    @Test
    void givenAMacWithABlankInThePathItIsFound() throws Exception {
        Path home = jdk("Library/Java/JavaVirtualMachines/Temurin 25.jdk/Contents/Home", "25.0.1");

        assertThat(find(null).out()).isEqualTo(home.toString());
    }

    @Test
    void givenARuntimeWithoutACompilerItIsNotTaken() throws Exception {
        Path jre = jdk("usr/lib/jvm/jre-25", "25.0.1");
        Files.delete(jre.resolve("bin/javac"));

        assertThat(find(null).exitCode()).isEqualTo(1);
    }

    @Test
    void givenNoReleaseFileTheJdkIsAskedItself() throws Exception {
        Path home = jdk("usr/lib/jvm/odd", "21.0.4");
        Files.delete(home.resolve("release"));

        assertThat(find(null).out()).isEqualTo(home.toString());
    }

    @Test
    void givenNoneOneLineSaysWhatIsMissing() throws Exception {
        jdk("usr/lib/jvm/java-17", "17.0.12");

        Answer answer = find(null);

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).singleElement().asString().contains("JDK", "21", "JAVA_HOME");
    }

    private Path jdk(String where, String version) throws IOException {
        Path home = machine.resolve(where);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "echo 'openjdk version \"" + version + "\" 2026-01-01' >&2");
        program(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Answer find(Path javaHome) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", SCRIPT.toString());
        // The machine's own java is not on this path: only what the script needs of the system.
        builder.environment().put("PATH", tools().toString());
        builder.environment().put("HOME", machine.resolve("home").toString());
        builder.environment().put("FIND_JDK_ROOT", machine.toString());
        builder.environment().remove("JAVA_HOME");
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), out.strip(), err.strip());
    }

    private Path tools() throws IOException {
        Path tools = Files.createDirectories(machine.resolve("tools"));
        for (String tool : new String[] {"sed", "head", "sort", "dirname", "readlink"}) {
            Path link = tools.resolve(tool);
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, located(tool));
            }
        }
        return tools;
    }

    private static Path located(String tool) {
        Path usual = Path.of("/usr/bin", tool);
        return Files.exists(usual) ? usual : Path.of("/bin", tool);
    }
}
