package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every metric that alerts and dashboards stand on is exported by its service: those of {@code deploy/observability/metrics.txt},
 * which the tests of {@code deploy/operations} hold against rules and dashboards.
 */
class MetricsIT {

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void everyListedMetricIsExportedByItsService() {
        // given something of what happens every day
        Customer anna = Customer.withAccount(SET.api(), "anna");
        Customer ben = Customer.withAccount(SET.api(), "ben");
        SET.api().get(anna.token(), "/api/balance");
        SET.api().get(anna.token(), "/v1/deposits");
        try (Phone phone = Phone.connect(SET.api(), ben.token())) {
            phone.awaitFrame("balance_initial");
            anna.transferTo(ben, "1.00", "measured-" + anna.userId());
            phone.awaitFrame("balance_updated");
        }

        // then
        List<String> listed = SET.listedMetrics();
        assertThat(listed).isNotEmpty();
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(listed).allSatisfy(MetricsIT::isExported));
    }

    /** A service, a metric, and the buckets that are asked for by name. */
    private static void isExported(String line) {
        String[] words = line.split("\\s+");
        String exported = SET.metrics(words[0]);
        assertThat(exported).as(line).containsPattern("(?m)^" + words[1] + "[ {]");
        if (words.length > 2) {
            for (String bound : words[2].replace("le=", "").split(",")) {
                assertThat(exported).as(line).containsPattern("(?m)^" + words[1] + "\\{.*le=\"" + bound + "\"");
            }
        }
    }
}
