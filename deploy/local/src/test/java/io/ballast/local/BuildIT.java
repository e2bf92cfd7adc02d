package io.ballast.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/ballast build} on a made-up checkout, with a Maven that packages nothing but empty files. */
class BuildIT {

    private static final Path BIN = Path.of("bin").toAbsolutePath();
    private static final List<String> SERVICES =
            List.of("ledger-service", "notification-service", "chain-balance-service", "auto-deposit-service");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path checkout;

    @BeforeEach
    void givenACheckoutThatIsBuilt() throws Exception {
        for (String module : SERVICES) {
            source(module + "/pom.xml");
            source(module + "/src/main/java/Main.java");
        }
        for (String module : List.of("events", "deploy/local", "deploy/infrastructure")) {
            source(module + "/pom.xml");
            source(module + "/src/main/java/Main.java");
        }
        for (String file : List.of("package.json", "package-lock.json", "contracts/Token.sol", "scripts/prepare.sh")) {
            source("deploy/infrastructure/" + file);
        }
        for (String file : List.of("src/index.ts", "package-lock.json", "tsconfig.json", "prepare.sh")) {
            source("notification-service/client/" + file);
        }
        source("pom.xml");
        source("deploy/routes.yaml");
        for (String file : List.of("openapi.yaml", "asyncapi.yaml", "docs/index.html")) {
            source("deploy/api/" + file);
        }
        program("deploy/local/bin/ballast", Files.readString(BIN.resolve("ballast")));
        program("deploy/local/bin/tools.sh", Files.readString(BIN.resolve("tools.sh")));
        program("deploy/local/bin/find-jdk", "#!/bin/sh\necho '" + System.getProperty("java.home") + "'\n");
        program("tools/node", "#!/bin/sh\necho v22.0.0\n");
        program("tools/npm", "#!/bin/sh\necho 10.0.0\n");
        program("tools/mvn", maven());

        assertThat(build()).contains("Building ledger-service", "deploy/local", "Built in");
    }

    private static String maven() {
        return """
                #!/bin/sh
                [ "$1" != -v ] || { echo "Apache Maven 3.9.9"; exit 0; }
                for service in %s; do
                    mkdir -p $service/target/quarkus-app && : >$service/target/quarkus-app/quarkus-run.jar
                done
                : >deploy/local/target/ballast-local.jar
                """.formatted(String.join(" ", SERVICES));
    }

    @Test
    void givenNoChangeNothingIsBuilt() throws Exception {
        assertThat(build()).isEmpty();
    }

    @Test
    void givenDirectoriesThatOthersWroteIntoNothingIsBuilt() throws Exception {
        Files.createDirectories(checkout.resolve("deploy/infrastructure/node_modules/anvil"));
        Files.createDirectories(checkout.resolve("ledger-service/src/main/java/target"));
        Files.writeString(checkout.resolve("ledger-service/src/main/java/.Main.java.swp"), "");

        assertThat(build()).isEmpty();
    }

    @Test
    void givenAnEditedSourceItsModuleIsBuiltAndNoOther() throws Exception {
        Files.setLastModifiedTime(
                checkout.resolve("ledger-service/src/main/java/Main.java"),
                FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(build()).contains("Building ledger-service (log");
    }

    @Test
    void givenAnEditedClientTheServiceThatServesItIsBuilt() throws Exception {
        source("notification-service/client/src/added.ts");

        assertThat(build()).contains("Building notification-service (log");
    }

    @Test
    void givenAnEditedDescriptionOfTheApiTheServiceThatServesItIsBuilt() throws Exception {
        Files.setLastModifiedTime(
                checkout.resolve("deploy/api/openapi.yaml"),
                FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(build()).contains("Building notification-service (log");
    }

    @Test
    void givenADeletedSourceItsModuleIsBuilt() throws Exception {
        Files.delete(checkout.resolve("deploy/infrastructure/src/main/java/Main.java"));

        assertThat(build()).contains("Building deploy/local (log");
        assertThat(build()).isEmpty();
    }

    @Test
    void givenAnAddedSourceOfEventsEverythingIsBuilt() throws Exception {
        source("events/src/main/java/Added.java");

        assertThat(build())
                .contains("Building ledger-service, notification-service", "auto-deposit-service, deploy/local");
        assertThat(build()).isEmpty();
    }

    @Test
    void givenABuildThatFailsTheNextOneTriesAgain() throws Exception {
        program("tools/mvn", "#!/bin/sh\n[ \"$1\" != -v ] || echo 'Apache Maven 3.9.9'\n[ \"$1\" = -v ]\n");
        source("ledger-service/src/main/java/Added.java");

        assertThat(build()).contains("The build failed; its log is");
        assertThat(build()).contains("The build failed; its log is");
    }

    private void source(String path) throws IOException {
        Path file = checkout.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }

    private void program(String path, String text) throws IOException {
        Path file = checkout.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the command says. */
    private String build() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        checkout.resolve("deploy/local/bin/ballast").toString(), "build")
                .redirectErrorStream(true);
        builder.environment().remove("BALLAST_HOME");
        builder.environment().merge("PATH", checkout.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
