package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets are named, and never held. */
class SecretsTest {

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|private[-_.]?key|api[-_.]?key|jaas[-_.]config|seeds?)$");
    /** A property may be taken from the environment, and that is where secrets are put. */
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{[A-Z0-9_]+}");

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenItIsRendered_thenThereIsNoSecretInIt(String profile) {
        assertThat(Chart.manifests(profile, "Secret")).isEmpty();
        for (JsonNode manifest : Chart.manifests(profile)) {
            for (JsonNode environment : manifest.findValues("env")) {
                environment.forEach(variable -> fromASecret(manifest, variable));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenItsConfigurationIsRead_thenNoPropertyHoldsASecretOrAUrlWithOne(String profile) {
        for (JsonNode configMap : Chart.manifests(profile, "ConfigMap")) {
            if (!configMap.path("data").has("application.properties")) {
                continue;
            }
            RenderedSettings.properties(configMap).forEach((name, value) -> {
                if (SECRET.matcher(name).matches()) {
                    assertThat(value).as(name).matches(FROM_ENVIRONMENT);
                }
                assertThat(value).as(name).doesNotContainPattern("://[^/]*@");
            });
        }
    }

    private static void fromASecret(JsonNode manifest, JsonNode variable) {
        String name = variable.path("name").asText();
        if (SECRET.matcher(name).matches()) {
            assertThat(variable.has("value"))
                    .as("%s %s", Chart.title(manifest), name)
                    .isFalse();
            assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                    .as("%s %s", Chart.title(manifest), name)
                    .isNotEmpty();
        }
    }
}
