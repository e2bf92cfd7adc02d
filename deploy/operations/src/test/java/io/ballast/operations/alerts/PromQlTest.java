package io.ballast.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void givenAnExpression_whenItsMetricsAreRead_thenFunctionsLabelsAndNumbersAreNone() {
        String expression = """
                1 - sum by (job, uri) (rate(requests_bucket{method="GET",uri!~"/a.*|/{id}",le="0.1"}[5m]))
                  / on (job) group_left (team) sum without (uri) (rate(requests_count[$__rate_interval] offset 1h)) > bool 1e3
                  or label_replace(absent(other:series), "service", "x", "", "")""";

        assertThat(PromQl.metrics(expression)).isEqualTo(Set.of("requests_bucket", "requests_count", "other:series"));
        assertThat(PromQl.buckets(expression)).isEqualTo(Set.of("requests_bucket 0.1"));
    }
}
