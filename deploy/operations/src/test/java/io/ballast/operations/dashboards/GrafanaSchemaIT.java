package io.ballast.operations.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Checkout;
import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grafana's own types, as it publishes them ({@code @grafana/schema}), have a place for all that is in the dashboards. */
class GrafanaSchemaIT {

    private static final Path CHECK = Checkout.file("deploy/operations/src/test/types");

    /** What stands in a dashboard, and what a slip would make of it. */
    private static final Map<String, String> FAULTS = Map.of(
            "\"lineWidth\": 1", "\"lineWidht\": 1",
            "\"mode\": \"absolute\"", "\"mode\": \"absolut\"",
            "\"graphMode\": \"none\"", "\"graphMode\": \"nothing\"",
            "\"type\": \"stat\"", "\"type\": \"state\"",
            "\"refId\": \"A\"", "\"refId\": 1",
            "\"timezone\": \"utc\"", "\"timeZone\": \"utc\"");

    @TempDir
    private Path folder;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Program.installPackages(CHECK, "checking its dashboards");
    }

    @Test
    void givenTheDashboards_whenGrafanasTypesAreAsked_thenEveryMemberIsOneOfTheirs() throws Exception {
        Answer answer = check(Dashboards.files());

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    /** All by one run of the compiler, which takes seconds to read Grafana's types. */
    @Test
    void givenDashboardsWithAFault_whenGrafanasTypesAreAsked_thenEachIsNamed() throws Exception {
        String money = Files.readString(Checkout.file("deploy/observability/dashboards/money.json"));
        List<Path> broken = new ArrayList<>();
        for (Map.Entry<String, String> fault : FAULTS.entrySet()) {
            assertThat(money).contains(fault.getKey());
            Path file = folder.resolve("broken-" + broken.size() + ".json");
            broken.add(Files.writeString(file, money.replace(fault.getKey(), fault.getValue())));
        }

        Answer answer = check(broken);

        assertThat(answer.exitCode()).isOne();
        for (int i = 0; i < broken.size(); i++) {
            assertThat(answer.output()).contains("broken-" + i + ".generated.ts");
        }
    }

    private static Answer check(List<Path> dashboards) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "dashboards.mjs"));
        dashboards.forEach(dashboard -> command.add(dashboard.toString()));
        return Program.run(CHECK, command);
    }
}
