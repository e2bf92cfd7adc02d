package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the Dockerfile says and no host can try without a registry; the rest is {@link TrainedServicesRehearsal}'s. */
class DockerfileTest {

    @Test
    void theServiceIsNobody() throws IOException {
        assertThat(lastStage("USER ")).singleElement().asString().matches("USER [1-9]\\d{3,}:[1-9]\\d{3,}");
    }

    @Test
    void theCacheIsTrainedOnTheBaseThatItRunsOn() throws IOException {
        assertThat(lines("FROM ")).containsExactly("FROM ${BASE} AS training", "FROM ${BASE}");
    }

    @Test
    void itIsTrainedWithTheOptionsThatItIsStartedWith() throws IOException {
        assertThat(lines("RUN ")).singleElement().asString().contains("@/app/java.options");
        assertThat(lastStage("ENTRYPOINT "))
                .singleElement()
                .asString()
                .contains("\"@/app/java.options\", \"-XX:AOTCache=/app/app.aot\"");
    }

    @Test
    void theBillOfMaterialsIsInItAndItsLabelSaysWhere() throws IOException {
        assertThat(Files.readString(Checkout.file("deploy/images/Dockerfile")))
                .contains("io.ballast.sbom=\"/app/sbom.cdx.json\"", "COPY ${SERVICE}/target/sbom.cdx.json");
    }

    private static List<String> lines(String begin) throws IOException {
        return Files.readAllLines(Checkout.file("deploy/images/Dockerfile")).stream()
                .filter(line -> line.startsWith(begin))
                .toList();
    }

    private static List<String> lastStage(String begin) throws IOException {
        List<String> all = Files.readAllLines(Checkout.file("deploy/images/Dockerfile"));
        return all.subList(all.lastIndexOf("FROM ${BASE}"), all.size()).stream()
                .filter(line -> line.startsWith(begin))
                .toList();
    }
}
