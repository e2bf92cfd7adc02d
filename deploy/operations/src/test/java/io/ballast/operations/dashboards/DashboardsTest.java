package io.ballast.operations.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardsTest {

    private static final String SOURCE = "${datasource}";
    private static final int COLUMNS = 24;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    @Test
    void givenTheDashboards_whenTheyAreListed_thenThereAreTheFourAndEachIsItsFiles() {
        assertThat(Dashboards.all()).containsOnlyKeys("chains", "money", "pipeline", "sockets");
        Dashboards.all().forEach((name, dashboard) -> {
            assertThat(dashboard.path("uid").asText()).isEqualTo("ballast-" + name);
            assertThat(dashboard.path("title").asText()).startsWith("Ballast: ");
            // without an id Grafana gives one of its own, and an import replaces what has the same uid
            assertThat(dashboard.path("id").isNull()).isTrue();
        });
    }

    @Test
    void givenADashboard_whenItsPanelsAreRead_thenEachSaysWhatItShowsAndAsksTheChosenSource() {
        assertThat(allPanels()).isNotEmpty().allSatisfy(panel -> {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).isNotBlank();
            assertThat(panel.path("datasource").path("uid").asText()).as(title).isEqualTo(SOURCE);
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.path("targets")).as(title).isNotEmpty();
        });
    }

    @Test
    void givenADashboard_whenItsPanelsArePlaced_thenNoTwoOverlap() {
        Dashboards.all().forEach((name, dashboard) -> {
            List<JsonNode> panels = Dashboards.panels(dashboard).toList();
            assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
            for (JsonNode panel : panels) {
                JsonNode place = panel.path("gridPos");
                assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(COLUMNS);
                assertThat(panels.stream().filter(other -> other != panel && overlap(place, other.path("gridPos"))))
                        .as(name + ": " + panel.path("title").asText())
                        .isEmpty();
            }
        });
    }

    /** Grafana knows those that begin with two underscores. */
    @Test
    void givenADashboard_whenItNamesAVariable_thenItDefinesIt() {
        Dashboards.all().forEach((name, dashboard) -> {
            Set<String> defined = Dashboards.nodes(dashboard.at("/templating/list"))
                    .map(variable -> variable.path("name").asText())
                    .collect(Collectors.toSet());
            Set<String> named = VARIABLE.matcher(dashboard.toString())
                    .results()
                    .map(variable -> variable.group(1))
                    .filter(variable -> !variable.startsWith("__"))
                    .collect(Collectors.toSet());

            assertThat(named).as(name).isEqualTo(defined);
        });
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return touches(one, other, "x", "w") && touches(one, other, "y", "h");
    }

    private static boolean touches(JsonNode one, JsonNode other, String from, String size) {
        int begin = one.path(from).asInt();
        int end = begin + one.path(size).asInt();
        int otherBegin = other.path(from).asInt();
        return begin < otherBegin + other.path(size).asInt() && otherBegin < end;
    }

    private static Stream<JsonNode> allPanels() {
        return Dashboards.all().values().stream().flatMap(Dashboards::panels);
    }
}
