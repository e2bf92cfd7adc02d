package io.ballast.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.local.settings.ServiceName;
import io.ballast.operations.dashboards.Dashboards;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rules and dashboards stand on what is recorded or listed as exported, and what is listed is used. */
class MetricsTest {

    @Test
    void givenWhatIsAskedFor_whenItIsLookedUp_thenItIsRecordedOrListedAndNothingElseIs() {
        Set<String> asked = new TreeSet<>(RuleFiles.metrics());
        asked.addAll(Dashboards.metrics());
        Set<String> there = new TreeSet<>(ExportedMetrics.names());

        assertThat(asked.stream().filter(name -> name.contains(":"))).isSubsetOf(RuleFiles.recorded());
        asked.removeIf(name -> name.contains(":"));

        assertThat(there).containsExactlyElementsOf(asked);
    }

    @Test
    void givenTheListedMetrics_whenTheirServicesAreRead_thenEachIsOneOfOurs() {
        assertThat(ExportedMetrics.lines()).allSatisfy(line -> {
            String service = line.split("\\s+")[0];
            assertThat(service.equals("prometheus")
                            || ServiceName.ofModule(service).isPresent())
                    .as(line)
                    .isTrue();
        });
    }
}
