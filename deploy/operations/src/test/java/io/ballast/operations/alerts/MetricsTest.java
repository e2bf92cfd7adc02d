package io.ballast.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.local.settings.ServiceName;
import io.ballast.operations.dashboards.Dashboards;
import io.ballast.operations.documents.DocumentedMetrics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules, dashboards and documents stand on what is recorded or listed as exported, and what is listed is used. */
class MetricsTest {

    /** What Prometheus adds to a metric's name, which people leave out. */
    private static final List<String> SERIES = List.of("", "_bucket", "_count", "_sum", "_max");

    private static final Pattern SERIES_OF = Pattern.compile("_(bucket|count|sum|max)$");

    @Test
    void givenWhatIsAskedFor_whenItIsLookedUp_thenItIsRecordedOrListedAndNothingElseIs() {
        Set<String> asked = new TreeSet<>(RuleFiles.metrics());
        asked.addAll(Dashboards.metrics());
        Set<String> documented = DocumentedMetrics.names();

        assertThat(asked).isSubsetOf(there());
        assertThat(documented)
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(SERIES).map(name::concat).containsAnyElementsOf(there()));
        assertThat(ExportedMetrics.names())
                .allMatch(name -> asked.contains(name)
                        || documented.contains(SERIES_OF.matcher(name).replaceAll("")));
    }

    @Test
    void givenABucketThatIsAskedForByName_whenItIsLookedUp_thenItIsListedAndNothingElseIs() {
        Set<String> asked = Stream.concat(RuleFiles.expressions(), Dashboards.expressions().stream())
                .flatMap(expression -> PromQl.buckets(expression).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ExportedMetrics.buckets()).isNotEmpty().containsExactlyElementsOf(asked);
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

    private static Set<String> there() {
        Set<String> there = new TreeSet<>(RuleFiles.recorded());
        there.addAll(ExportedMetrics.names());
        return there;
    }
}
