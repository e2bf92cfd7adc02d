package io.ballast.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alert leads to a runbook and is tested, and nothing else lies beside them. */
class AlertsTest {

    private static final String RUNBOOKS = "deploy/docs/runbooks/";

    /** A name of several words; other runbooks have titles of one. */
    private static final Pattern ALERT_TITLE = Pattern.compile("\\A# ((?:[A-Z][a-z]+){2,}): ");

    private static final List<String> SECTIONS =
            List.of("**What it means.**", "## How to see it", "## What to do", "## How to know it is over");

    @Test
    void givenTheAlerts_whenTheyAreRead_thenEachSaysHowUrgentItIsAndWhatIsWrong() {
        assertThat(RuleFiles.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.severity()).as(alert.alert()).isIn("page", "ticket");
            assertThat(alert.annotations()).as(alert.alert()).containsOnlyKeys("summary", "description", "runbook_url");
        });
        assertThat(RuleFiles.alerts()).extracting(Rule::title).doesNotHaveDuplicates();
    }

    @Test
    void givenAnAlert_whenItsRunbookIsOpened_thenItIsThatAlertsAndWhole() {
        assertThat(RuleFiles.alerts()).allSatisfy(alert -> {
            String runbook = alert.annotations().get("runbook_url");
            assertThat(runbook).isEqualTo(RUNBOOKS + kebab(alert.alert()) + ".md");
            String text = Files.readString(Checkout.file(runbook));
            assertThat(text).as(runbook).startsWith("# " + alert.alert() + ": ").contains(SECTIONS);
        });
    }

    @Test
    void givenTheRunbooksThatAreNamedAsAlerts_whenTheyAreListed_thenThereIsSuchAnAlert() throws IOException {
        Set<String> wanted = RuleFiles.alerts().stream().map(Rule::alert).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();

        try (Stream<Path> files = Files.list(Checkout.file(RUNBOOKS))) {
            for (Path file : files.toList()) {
                ALERT_TITLE.matcher(Files.readString(file)).results().forEach(title -> named.add(title.group(1)));
            }
        }

        assertThat(named).isEqualTo(wanted);
    }

    @Test
    void givenAnAlert_whenItsTestsAreRead_thenOneFiresItAndOneDoesNot() {
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (String file : RuleFiles.names(RuleFiles.TESTS)) {
            RuleFiles.nodes(Checkout.yaml(RuleFiles.TESTS + file).path("tests"))
                    .flatMap(test -> RuleFiles.nodes(test.path("alert_rule_test")))
                    .forEach(check -> note(check, firing, silent));
        }

        assertThat(RuleFiles.alerts()).extracting(Rule::title).allMatch(firing::contains);
        assertThat(RuleFiles.alerts()).extracting(Rule::alert).allMatch(silent::contains);
    }

    private static void note(JsonNode check, Set<String> firing, Set<String> silent) {
        String alert = check.path("alertname").asText();
        JsonNode expected = check.path("exp_alerts");
        if (expected.isEmpty()) {
            silent.add(alert);
        }
        RuleFiles.nodes(expected)
                .forEach(each -> firing.add(
                        alert + " (" + each.path("exp_labels").path("severity").asText() + ")"));
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase();
    }
}
