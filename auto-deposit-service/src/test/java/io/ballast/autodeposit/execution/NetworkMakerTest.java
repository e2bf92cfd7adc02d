package io.ballast.autodeposit.execution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.execution.NetworkConfig.Network;
import io.ballast.events.address.UrlPolicy;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a network's URLs may lead. */
class NetworkMakerTest {

    private static final String PREFIX = "ballast.stellar.networks.main.";

    @Test
    void givenPublicServers_whenTheNetworkIsMade_thenItIsThere() {
        assertDoesNotThrow(() -> made(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "rpc-urls, 'https://rpc.example.org,http://user:secret@10.1.2.3/key', rpc-urls[1]",
        "rpc-urls, http://localhost:8000, rpc-urls[0]",
        "rpc-urls, http://169.254.169.254/secret, rpc-urls[0]",
        "rpc-urls, file:///secret, rpc-urls[0]",
        "turnkey.url, https://192.168.0.1/secret, turnkey.url"
    })
    void givenAUrlThatLeadsInside_whenTheNetworkIsMade_thenItsSettingIsNamedAndNotItself(
            String setting, String value, String named) {
        // when
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> made(Map.of(PREFIX + setting, value)));

        // then
        assertTrue(refusal.getMessage().contains(PREFIX + named), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("secret"));
    }

    private static void made(Map<String, String> changed) {
        // The keys are a pair that Turnkey has published
        Map<String, String> settings = new HashMap<>(Map.of(
                PREFIX + "rpc-urls", "https://rpc.example.org",
                PREFIX + "passphrase", "Test",
                PREFIX + "usdc-issuer", "GBBD47IF6LWK7P7MDEVSCWR7DPUWV3NY3DTQEVFL4NAT4AQH3ZLLFLA5",
                PREFIX + "vaults", "CAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD2KM",
                PREFIX + "turnkey.organization-id", "org",
                PREFIX + "turnkey.api-public-key", "02f739f8c77b32f4d5f13265861febd76e7a9c61a1140d296b8c16302508870316",
                PREFIX + "turnkey.api-private-key",
                        "487f361ddfd73440e707f4daa6775b376859e8a3c9f29b3bb694a12927c0213c"));
        settings.putAll(changed);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(NetworkConfig.class)
                .withMapping(CallConfig.class)
                .withMapping(DepositConfig.class)
                .withDefaultValues(settings)
                .build();
        Network network =
                config.getConfigMapping(NetworkConfig.class).networks().get("main");
        new NetworkMaker(
                        new UrlPolicy(List.of(), List.of()),
                        config.getConfigMapping(CallConfig.class),
                        config.getConfigMapping(DepositConfig.class))
                .connected("main", network);
    }
}
