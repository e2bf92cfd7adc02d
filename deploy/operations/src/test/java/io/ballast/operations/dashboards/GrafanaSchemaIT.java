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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grafana's own types, as it publishes them ({@code @grafana/schema}), have a place for all that is in the dashboards. */
class GrafanaSchemaIT {

    private static final Path CHECK = Checkout.file("deploy/operations/src/test/types");

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

    @ParameterizedTest
    @CsvSource({
        "\"lineWidth\": 1, \"lineWidht\": 1",
        "\"mode\": \"absolute\", \"mode\": \"absolut\"",
        "\"graphMode\": \"none\", \"graphMode\": \"nothing\"",
        "\"type\": \"stat\", \"type\": \"state\"",
        "\"refId\": \"A\", \"refId\": 1",
        "\"timezone\": \"utc\", \"timeZone\": \"utc\""
    })
    void givenADashboardWithAFault_whenGrafanasTypesAreAsked_thenItIsNamed(String right, String wrong)
            throws Exception {
        String money = Files.readString(Checkout.file("deploy/observability/dashboards/money.json"));
        assertThat(money).contains(right);
        Path broken = Files.writeString(folder.resolve("broken.json"), money.replace(right, wrong));

        Answer answer = check(List.of(broken));

        assertThat(answer.exitCode()).isOne();
        assertThat(answer.output()).contains("broken.generated.ts");
    }

    private static Answer check(List<Path> dashboards) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "dashboards.mjs"));
        dashboards.forEach(dashboard -> command.add(dashboard.toString()));
        return Program.run(CHECK, command);
    }
}
