package io.ballast.operations.alerts;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code deploy/observability/metrics.txt}: which metrics rules and dashboards stand on. The acceptance tests ask the services. */
public final class ExportedMetrics {

    private static final String BUCKETS = "le=";

    private ExportedMetrics() {}

    /** Each metric that is listed, for whatever service. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        lines().forEach(line -> names.add(line.split("\\s+")[1]));
        return names;
    }

    /** Each bucket that is listed, for whatever service: a metric, a space and its upper bound. */
    static Set<String> buckets() {
        Set<String> buckets = new TreeSet<>();
        for (String line : lines()) {
            String[] words = line.split("\\s+");
            if (words.length > 2 && words[2].startsWith(BUCKETS)) {
                for (String bound : words[2].substring(BUCKETS.length()).split(",")) {
                    buckets.add(words[1] + " " + bound);
                }
            }
        }
        return buckets;
    }

    static List<String> lines() {
        try {
            return Files.readAllLines(Checkout.file("deploy/observability/metrics.txt")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
