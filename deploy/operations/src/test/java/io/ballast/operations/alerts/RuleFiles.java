package io.ballast.operations.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of {@code deploy/observability/alerts}. */
public final class RuleFiles {

    static final String ALERTS = "deploy/observability/alerts/";
    static final String TESTS = ALERTS + "tests/";

    private RuleFiles() {}

    static List<Rule> rules() {
        return names(ALERTS).stream()
                .flatMap(file -> nodes(Checkout.yaml(ALERTS + file).path("groups"))
                        .flatMap(group -> nodes(group.path("rules")))
                        .map(rule -> Rule.of(file.replace(".yaml", ""), rule)))
                .toList();
    }

    static List<Rule> alerts() {
        return rules().stream().filter(Rule::isAlert).toList();
    }

    /** The metrics and recorded series that the rules ask for. */
    public static Set<String> metrics() {
        return expressions()
                .flatMap(expression -> PromQl.metrics(expression).stream())
                .collect(Collectors.toSet());
    }

    static Stream<String> expressions() {
        return rules().stream().map(Rule::expression);
    }

    /** The series that the rules record. */
    public static Set<String> recorded() {
        return rules().stream()
                .filter(rule -> !rule.isAlert())
                .map(Rule::record)
                .collect(Collectors.toSet());
    }

    /** The YAML files of a directory of the checkout. */
    static List<String> names(String directory) {
        try (Stream<Path> files = Files.list(Checkout.file(directory))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> nodes(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
