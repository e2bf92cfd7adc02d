package io.ballast.operations.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.operations.Checkout;
import io.ballast.operations.alerts.PromQl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of {@code deploy/observability/dashboards}, as Grafana imports them. */
public final class Dashboards {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Dashboards() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(Checkout.file("deploy/observability/dashboards"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the file's name without its ending. */
    static Map<String, JsonNode> all() {
        Map<String, JsonNode> all = new TreeMap<>();
        try {
            for (Path file : files()) {
                all.put(file.getFileName().toString().replace(".json", ""), JSON.readTree(file.toFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Every query, each once. */
    public static Set<String> expressions() {
        Set<String> expressions = new TreeSet<>();
        all().values().stream()
                .flatMap(Dashboards::panels)
                .flatMap(panel -> nodes(panel.path("targets")))
                .forEach(target -> expressions.add(target.path("expr").asText()));
        return expressions;
    }

    /** The metrics and recorded series that are asked for. */
    public static Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        expressions().forEach(expression -> metrics.addAll(PromQl.metrics(expression)));
        return metrics;
    }

    static Stream<JsonNode> panels(JsonNode dashboard) {
        return nodes(dashboard.path("panels"));
    }

    static Stream<JsonNode> nodes(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
