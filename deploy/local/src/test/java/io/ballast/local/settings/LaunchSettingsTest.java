package io.ballast.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchSettingsTest {

    private static final Path CHECKOUT = Path.of("/checkout");

    @Test
    void givenNothingTheUsualPortsAndTheDevProfile() {
        LaunchSettings settings = LaunchSettings.from(Map.of(), CHECKOUT);

        assertThat(settings.home()).isEqualTo(CHECKOUT.resolve(".ballast"));
        assertThat(settings.isDev()).isTrue();
        assertThat(settings.demo()).isTrue();
        assertThat(settings.aot()).isTrue();
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.ports().of(Listener.GATEWAY)).isEqualTo(8080);
        assertThat(settings.ports().of(Listener.AUTO_DEPOSIT_MANAGEMENT)).isEqualTo(9084);
    }

    @Test
    void givenFreePortsEveryPortIsChosenExceptANamedOne() {
        PortPlan ports = LaunchSettings.from(Map.of("BALLAST_PORTS", "free", "BALLAST_PORT_KAFKA", "12345"), CHECKOUT)
                .ports();

        assertThat(ports.of(Listener.KAFKA)).isEqualTo(12_345);
        assertThat(ports.of(Listener.GATEWAY)).isNotEqualTo(8080);
        assertThat(ports.ports().values()).doesNotHaveDuplicates();
    }

    @Test
    void prometheusHasAPortOnlyIfItIsAskedFor() {
        assertThat(LaunchSettings.from(Map.of(), CHECKOUT).ports().has(Listener.PROMETHEUS))
                .isFalse();
        assertThat(LaunchSettings.from(Map.of("BALLAST_PROMETHEUS", "on"), CHECKOUT)
                        .ports()
                        .of(Listener.PROMETHEUS))
                .isEqualTo(19_090);
    }

    @Test
    void givenOnePortForTwoBothAreNamed() {
        assertThatThrownBy(() -> LaunchSettings.from(Map.of("BALLAST_PORT_REDIS", "8081"), CHECKOUT))
                .hasMessageContaining("8081")
                .hasMessageContaining("Redis (BALLAST_PORT_REDIS)")
                .hasMessageContaining("ledger-service (BALLAST_PORT_LEDGER)");
    }

    @ParameterizedTest
    @CsvSource({
        "BALLAST_PORT_GATEWAY, eighty",
        "BALLAST_PORT_GATEWAY, 70000",
        "BALLAST_PORTS, some",
        "BALLAST_DEMO, maybe",
        "BALLAST_AOT, later",
        "BALLAST_PROMETHEUS, 1",
        "BALLAST_START_SECONDS, 0",
        "BALLAST_SERVICE_HEAP, lots",
        "BALLAST_PROFILE, ../dev",
    })
    void aWrongValueIsNamedWithItsVariable(String variable, String value) {
        assertThatThrownBy(() -> LaunchSettings.from(Map.of(variable, value), CHECKOUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value);
    }

    @Test
    void outsideTheDevProfileSomebodyElseHasToSignTokens() {
        assertThatThrownBy(() -> LaunchSettings.from(Map.of("BALLAST_PROFILE", "prod"), CHECKOUT))
                .hasMessageContaining("BALLAST_JWT_JWKS_URL");
    }

    @Test
    void outsideTheDevProfileThereIsNoDemoData() {
        Map<String, String> environment = Map.of(
                "BALLAST_PROFILE", "prod",
                "BALLAST_JWT_JWKS_URL", "https://issuer.example/keys",
                "BALLAST_JWT_ISSUER", "https://issuer.example",
                "BALLAST_JWT_AUDIENCE", "ballast");

        LaunchSettings settings = LaunchSettings.from(environment, CHECKOUT);

        assertThat(settings.demo()).isFalse();
        assertThat(settings.tokens()).isPresent();
    }
}
