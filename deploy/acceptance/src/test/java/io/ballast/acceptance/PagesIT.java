package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The user's page and the operator's console in a real browser; what they must show is in notification-service's tests. */
class PagesIT {

    private static final Path TESTS = Path.of("../../notification-service/src/test/node");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void theyShowWhatHappensAsItHappens() throws IOException, InterruptedException {
        Customer anna = Customer.withAccount(SET.api(), "anna");
        Customer ben = Customer.withAccount(SET.api(), "ben");
        String wallet = SET.chain().freshAddress();
        assertThat(SET.api()
                        .post(
                                anna.token(),
                                "/v1/wallets",
                                "{\"chain\":\"evm\",\"network\":\"local\",\"address\":\"%s\",\"role\":\"derived\"}"
                                        .formatted(wallet))
                        .status())
                .isEqualTo(201);
        SET.chain().transfer(wallet, 24_500_000L);
        await().atMost(PATIENCE)
                .until(() -> SET.api().get(anna.token(), "/api/balance").status() == 200);

        Map<String, String> environment = Map.of(
                "BALLAST_GATEWAY", SET.api().gateway().toString().replaceAll("/$", ""),
                "BALLAST_USER", anna.userId(),
                "BALLAST_ACCOUNT", anna.accountId(),
                "BALLAST_OTHER", ben.accountId(),
                "BALLAST_TO_KILL", Long.toString(SET.pid("auto-deposit-service")));
        // nothing to do unless the browser is not installed yet
        assertGreen(Map.of(), "sh", "../../../../deploy/infrastructure/scripts/npm-packages.sh", "a browser");
        assertGreen(
                environment, "node", "--test", "--test-reporter=spec", "--test-timeout=120000", "set-pages.test.mjs");
        // others use the set, too
        SET.awaitReady("auto-deposit-service");
    }

    private static void assertGreen(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(TESTS.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process tests = builder.start();
        try {
            String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tests.waitFor()).as(output).isZero();
        } finally {
            tests.destroyForcibly();
        }
    }
}
