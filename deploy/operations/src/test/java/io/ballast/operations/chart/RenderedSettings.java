package io.ballast.operations.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What a service of a rendered profile is configured with. */
final class RenderedSettings {

    /** {@code ballast.ingest.leave-within}, in seconds. */
    static final long LEAVING_KAFKA = 3;

    /** {@code ballast.outbox.stop-timeout}, in seconds. */
    static final long LAST_OUTBOX_BATCH = 5;

    private static final String OF_PRODUCTION = "%prod.";

    private RenderedSettings() {}

    /** What the chart says. */
    static Map<String, String> properties(String profile, String service) {
        return properties(Chart.manifests(profile), service);
    }

    static Map<String, String> properties(List<JsonNode> manifests, String service) {
        return manifests.stream()
                .filter(manifest -> Chart.title(manifest).equals("ConfigMap " + Chart.RELEASE + "-" + service))
                .map(RenderedSettings::properties)
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> properties(JsonNode configMap) {
        return read(new StringReader(
                configMap.path("data").path("application.properties").asText()));
    }

    /** What the service itself says, without what it says of other profiles than production. */
    static Map<String, String> own(String service) {
        try (Reader file =
                Files.newBufferedReader(Checkout.file(service + "/src/main/resources/application.properties"))) {
            Map<String, String> settings = new TreeMap<>();
            Map<String, String> all = read(file);
            all.forEach((name, value) -> {
                if (!name.startsWith("%")) {
                    settings.put(name, value);
                }
            });
            all.forEach((name, value) -> {
                if (name.startsWith(OF_PRODUCTION)) {
                    settings.put(name.substring(OF_PRODUCTION.length()), value);
                }
            });
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the service says, and the chart over it. */
    static Map<String, String> effective(String profile, String service) {
        Map<String, String> settings = own(service);
        settings.putAll(properties(profile, service));
        return settings;
    }

    static long seconds(Map<String, String> settings, String name) {
        return Long.parseLong(settings.get(name).replaceFirst("s$", ""));
    }

    private static Map<String, String> read(Reader file) {
        try {
            Properties properties = new Properties();
            properties.load(file);
            Map<String, String> settings = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
