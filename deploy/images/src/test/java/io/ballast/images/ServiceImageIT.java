package io.ballast.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image on no base at all, so without a registry: what it holds and what it says of itself. */
class ServiceImageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXECUTABLE = 0b001_001_001;
    private static final int WRITABLE_BY_OTHERS = 0b000_010_010;

    @TempDir
    private Path directory;

    private final Map<String, TarArchiveEntry> files = new TreeMap<>();
    private JsonNode config;

    @BeforeEach
    void anImage() throws Exception {
        Path application = directory.resolve("quarkus-app");
        write(application.resolve("quarkus-run.jar"));
        write(application.resolve("lib/main/a.jar"));
        write(application.resolve("quarkus/quarkus-application.dat"));
        Path sbom = write(directory.resolve("sbom.cdx.json"));
        Path tar = directory.resolve("out/image.tar");

        new ServiceImage("ledger-service", "1.2.3", application, Path.of("").toAbsolutePath(), sbom)
                .writeTo(tar, "scratch", directory.resolve("cache"));

        read(Files.readAllBytes(tar));
    }

    @Test
    void theServiceIsNobodyAndStartsWithTheSameOptionsAsEverywhere() {
        JsonNode run = config.get("config");

        assertThat(run.get("User").asText()).isEqualTo("10001:10001");
        assertThat(run.get("WorkingDir").asText()).isEqualTo("/app");
        assertThat(run.get("Volumes").has("/tmp")).isTrue();
        assertThat(run.get("Entrypoint").toString())
                .isEqualTo("[\"java\",\"@/app/java.options\",\"-jar\",\"/app/quarkus-run.jar\"]");
    }

    @Test
    void itsLabelsSayWhatItIsAndWhereItsBillOfMaterialsIs() {
        JsonNode labels = config.at("/config/Labels");

        assertThat(labels.get("org.opencontainers.image.title").asText()).isEqualTo("ledger-service");
        assertThat(labels.get("org.opencontainers.image.version").asText()).isEqualTo("1.2.3");
        assertThat(files).containsKey(labels.get("io.ballast.sbom").asText().substring(1));
    }

    @Test
    void everyFileIsRootsAndNobodyElseMayWriteIt() {
        assertThat(files.keySet())
                .contains(
                        "app/quarkus-run.jar",
                        "app/lib/main/a.jar",
                        "app/quarkus/quarkus-application.dat",
                        "app/java.options",
                        "app/ready");
        assertThat(files.values()).allSatisfy(file -> {
            assertThat(file.getLongUserId()).isZero();
            assertThat(file.getMode() & WRITABLE_BY_OTHERS).as(file.getName()).isZero();
        });
        assertThat(files.get("app/ready").getMode() & EXECUTABLE).isEqualTo(EXECUTABLE);
    }

    private static Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, file.toString());
    }

    /** The image's tar holds its configuration and a tar for each layer. */
    private void read(byte[] image) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(image))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                byte[] content = tar.readAllBytes();
                if (entry.getName().equals("config.json")) {
                    config = JSON.readTree(content);
                } else if (entry.getName().endsWith(".tar.gz")) {
                    readLayer(new GZIPInputStream(new ByteArrayInputStream(content)));
                }
            }
        }
    }

    private void readLayer(InputStream layer) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(layer))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), entry);
            }
        }
    }
}
