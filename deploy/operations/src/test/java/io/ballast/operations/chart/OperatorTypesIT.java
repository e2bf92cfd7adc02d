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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenOperatorsTypesAreAsked_thenEveryFieldIsOneOfTheirs(String profile) throws Exception {
        List<JsonNode> resources = Chart.manifests(profile).stream()
                .filter(StrictModels::isTypedElsewhere)
                .toList();

        assertThat(resources).hasSizeGreaterThanOrEqualTo(4);
        Answer answer = check(resources);
        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @Test
    void givenTheExampleForExternalSecrets_whenItsTypesAreAsked_thenEveryFieldIsOneOfTheirs() throws Exception {
        Answer answer =
                check(Chart.parse(Files.readString(Checkout.file("deploy/chart/examples/external-secrets.yaml"))));

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    /** The compiler is as strict as this says, however deep the field. */
    @ParameterizedTest
    @CsvSource({
        "small, Cluster, /spec/bootstrap/initdb",
        "large, ScaledObject, /spec/advanced/horizontalPodAutoscalerConfig",
        "large, ScaledObject, /spec/triggers/0"
    })
    void givenAFieldThatThereIsNot_whenOperatorsTypesAreAsked_thenItIsNamed(String profile, String kind, String place)
            throws Exception {
        JsonNode manifest = Chart.manifests(profile, kind).getFirst().deepCopy();
        ((ObjectNode) manifest.at(place)).put("nonsense", true);

        Answer answer = check(List.of(manifest));

        assertThat(answer.exitCode()).isOne();
        assertThat(answer.output()).contains("nonsense");
    }

    private Answer check(List<JsonNode> manifests) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("manifests.json"), JSON.writeValueAsString(manifests));
        return Program.run(TYPES, List.of("node", "operators.mjs", file.toString()));
    }
}
