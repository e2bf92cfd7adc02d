package io.ballast.operations.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The chart, rendered by Helm as an operator would render it. */
final class Chart {

    static final String RELEASE = "ballast";
    static final List<String> PROFILES = List.of("laptop", "small", "large");

    /** The oldest that the chart is for. */
    private static final String KUBERNETES = "v1.30.0";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path DIRECTORY = Checkout.file("deploy/chart");
    private static final Map<String, String> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    /** What Helm makes of a profile of {@code deploy/chart/ci}, as text. */
    static String text(String profile) {
        return RENDERED.computeIfAbsent(profile, name -> text(name, Map.of()));
    }

    /** @throws IllegalStateException with Helm's words if it refuses a value */
    static String text(String profile, Map<String, Object> values) {
        TemplateCommand command = new Helm(DIRECTORY)
                .template()
                .withName(RELEASE)
                .withNamespace(RELEASE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(DIRECTORY.resolve("ci/" + profile + "-values.yaml"));
        values.forEach(command::set);
        return command.call();
    }

    static List<JsonNode> manifests(String profile) {
        return parse(text(profile));
    }

    static List<JsonNode> manifests(String profile, String kind) {
        return manifests(profile).stream()
                .filter(manifest -> kind.equals(manifest.path("kind").asText()))
                .toList();
    }

    static List<JsonNode> parse(String text) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            return documents.readAll().stream()
                    .filter(document -> document.isObject())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code Deployment ballast-ledger-service}: what a failed assertion is of. */
    static String title(JsonNode manifest) {
        return manifest.path("kind").asText() + " " + name(manifest);
    }

    static String name(JsonNode manifest) {
        return manifest.at("/metadata/name").asText();
    }

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }
}
