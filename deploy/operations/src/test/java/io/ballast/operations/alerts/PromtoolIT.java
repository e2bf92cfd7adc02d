package io.ballast.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Checkout;
import io.ballast.operations.Program.Answer;
import io.ballast.operations.dashboards.Dashboards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own word on the rules, their tests and the dashboards' queries. */
class PromtoolIT {

    private static Promtool promtool;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() {
        promtool = Promtool.find();
    }

    @Test
    void givenTheRules_whenPromtoolChecksThem_thenItHasNothingToSay() throws Exception {
        Answer answer =
                promtool.run(Checkout.file(RuleFiles.ALERTS), words("check rules", RuleFiles.names(RuleFiles.ALERTS)));

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @Test
    void givenTheTestsOfTheRules_whenPromtoolRunsThem_thenAllPass() throws Exception {
        Answer answer =
                promtool.run(Checkout.file(RuleFiles.TESTS), words("test rules", RuleFiles.names(RuleFiles.TESTS)));

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @Test
    void givenARuleThatIsTooLate_whenPromtoolRunsItsTests_thenTheyFail() throws Exception {
        String rules = Files.readString(Checkout.file(RuleFiles.ALERTS + "auto-deposit.yaml"));
        Files.writeString(
                folder.resolve("auto-deposit.yaml"),
                rules.replace("max(auto_deposit_held) > 0", "max(auto_deposit_held) > 1"));
        Path tests = Files.createDirectory(folder.resolve("tests"));
        Files.copy(Checkout.file(RuleFiles.TESTS + "auto-deposit.test.yaml"), tests.resolve("auto-deposit.test.yaml"));

        Answer answer = promtool.run(tests, List.of("test", "rules", "auto-deposit.test.yaml"));

        assertThat(answer.exitCode()).as(answer.output()).isOne();
    }

    @Test
    void givenTheQueriesOfTheDashboards_whenPromtoolReadsThem_thenEachIsWellFormed() throws Exception {
        String rules = Dashboards.expressions().stream()
                .map(expression -> "  - record: dashboard:query\n    expr: >-\n      "
                        + expression.replace("$__rate_interval", "5m").replace("\n", "\n      ")
                        + "\n    labels: {number: \"" + Integer.toHexString(expression.hashCode()) + "\"}")
                .collect(Collectors.joining("\n", "groups:\n- name: dashboards\n  rules:\n", "\n"));
        Files.writeString(folder.resolve("dashboards.yaml"), rules);

        Answer answer = promtool.run(folder, List.of("check", "rules", "dashboards.yaml"));

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    private static List<String> words(String command, List<String> files) {
        return Stream.concat(Stream.of(command.split(" ")), files.stream()).toList();
    }
}
