package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.operations.Checkout;
import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What nobody publishes a Java model of, held against types that are made of the operators' own sources
 * ({@code @kubernetes-models}): CloudNativePG's resources, KEDA's, and the example for External Secrets.
 */
class OperatorTypesIT {

    private static final Path TYPES = Checkout.file("deploy/operations/src/test/types");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Program.installPackages(TYPES, "checking its manifests");
    }

    /** All by one run of the compiler, which takes seconds to read the operators' types. */
    @Test
    void givenEveryProfileAndTheExample_whenOperatorsTypesAreAsked_thenEveryFieldIsOneOfTheirs() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String profile : Chart.PROFILES) {
            List<JsonNode> resources = Chart.manifests(profile).stream()
                    .filter(StrictModels::isTypedElsewhere)
                    .toList();
            assertThat(resources).hasSizeGreaterThanOrEqualTo(4);
            files.add(write(profile, resources));
        }
        files.add(write(
                "external-secrets",
                Chart.parse(Files.readString(Checkout.file("deploy/chart/examples/external-secrets.yaml")))));

        Answer answer = check(files);

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    /** The compiler is as strict as this says, however deep the field. */
    @Test
    void givenFieldsThatThereAreNot_whenOperatorsTypesAreAsked_thenEachIsNamed() throws Exception {
        List<Path> files = List.of(
                write("cluster", List.of(withNonsense("small", "Cluster", "/spec/bootstrap/initdb"))),
                write(
                        "hpa",
                        List.of(withNonsense("large", "ScaledObject", "/spec/advanced/horizontalPodAutoscalerConfig"))),
                write("trigger", List.of(withNonsense("large", "ScaledObject", "/spec/triggers/0"))));

        Answer answer = check(files);

        assertThat(answer.exitCode()).isOne();
        assertThat(answer.output())
                .contains("nonsense", "cluster.generated.ts", "hpa.generated.ts", "trigger.generated.ts");
    }

    private static JsonNode withNonsense(String profile, String kind, String place) {
        JsonNode manifest = Chart.manifests(profile, kind).getFirst().deepCopy();
        ((ObjectNode) manifest.at(place)).put("nonsense", true);
        return manifest;
    }

    private Path write(String name, List<JsonNode> manifests) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(manifests));
    }

    private static Answer check(List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "operators.mjs"));
        files.forEach(file -> command.add(file.toString()));
        return Program.run(TYPES, command);
    }
}
