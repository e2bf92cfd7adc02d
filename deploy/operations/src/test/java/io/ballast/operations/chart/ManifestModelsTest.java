package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestModelsTest {

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenItIsRendered_thenEachManifestIsWhatItsModelKnowsAndNothingElse(String profile) {
        List<JsonNode> manifests = Chart.manifests(profile);

        assertThat(manifests).hasSizeGreaterThan(50);
        assertThat(manifests)
                .filteredOn(manifest -> !StrictModels.isTypedElsewhere(manifest))
                .allSatisfy(manifest -> assertThat(StrictModels.complaints(manifest))
                        .as(Chart.title(manifest))
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenItIsRendered_thenNoTwoManifestsHaveOneName(String profile) {
        assertThat(Chart.manifests(profile).stream()
                        .map(manifest -> manifest.at("/metadata/namespace").asText() + " " + Chart.title(manifest)))
                .doesNotHaveDuplicates()
                .allSatisfy(title -> assertThat(title).hasSizeLessThan(100));
    }

    /** The parser is as strict as it says, however deep the field. */
    @Test
    void givenManifestsWithAFieldThatThereIsNot_whenTheyAreParsed_thenItIsNamed() {
        for (String kind : List.of("Deployment", "NetworkPolicy", "HTTPRoute", "KafkaUser", "ServiceMonitor")) {
            JsonNode manifest = Chart.manifests("small", kind).getFirst().deepCopy();
            ((ObjectNode) manifest.path("spec")).put("nonsense", true);
            assertThat(StrictModels.complaints(manifest)).as(kind).containsExactly("/spec/nonsense");
        }

        JsonNode deployment = Chart.manifests("small", "Deployment").getFirst().deepCopy();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0/livenessProbe")).put("timeoutSecond", 1);
        assertThat(StrictModels.complaints(deployment))
                .singleElement()
                .asString()
                .endsWith("/livenessProbe/timeoutSecond");
    }
}
