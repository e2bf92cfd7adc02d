package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code deploy/install} is what Helm makes of the chart. {@code -Dballast.install.update=true} writes it anew. */
class InstalledManifestsTest {

    private static final String HEAD =
            "# Made from deploy/chart with ci/%s-values.yaml, and kept the same by a test: change that, see README.md\n";

    /** Alerts and dashboards have files of their own, which change by themselves. */
    private static final Map<String, Object> WITHOUT_RULES = Map.of("monitoring.rules", false);

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenItIsRendered_thenThePlainManifestsAreTheSame(String profile) throws IOException {
        Path file = Checkout.file("deploy/install/" + profile + ".yaml");
        String rendered = HEAD.formatted(profile) + Chart.text(profile, WITHOUT_RULES);
        if (Boolean.getBoolean("ballast.install.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, rendered);
        }
        assertThat(file).hasContent(rendered);
    }
}
