package io.ballast.acceptance.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line for each fault, in {@code target/scale-report.md} as soon as it is judged. */
final class Report {

    private static final Path FILE = Path.of("target", "scale-report.md");

    private final List<String> lines = new ArrayList<>(List.of(
            "| fault | transfers | longest without an acknowledgement | slowest transfer | whole again after | last event after the load's end | streams begun anew | verdict |",
            "|---|---|---|---|---|---|---|---|"));

    /**
     * What was seen of one fault.
     *
     * @param transfers how many were acknowledged
     * @param silence the longest time in which none was
     * @param slowest how long one took, repetitions included
     * @param whole from the fault until all parts and replicas were there again
     * @param settled from the load's end until every event had arrived
     * @param broken what must not be
     */
    record Seen(
            Fault fault,
            int transfers,
            Duration silence,
            Duration slowest,
            Duration whole,
            Duration settled,
            int begunAnew,
            List<String> broken) {}

    void add(Seen seen) {
        String verdict = seen.broken().isEmpty() ? "passed" : "FAILED: " + String.join("; ", seen.broken());
        lines.add("| %s | %d | %s | %s | %s | %s | %d | %s |"
                .formatted(
                        seen.fault().description(),
                        seen.transfers(),
                        seconds(seen.silence()),
                        seconds(seen.slowest()),
                        seconds(seen.whole()),
                        seconds(seen.settled()),
                        seen.begunAnew(),
                        verdict));
        System.out.println("ballast: " + seen.fault() + ": " + verdict);
        try {
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
