package io.ballast.acceptance.scale;

import io.ballast.acceptance.scale.Payments.Payment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A line for each fault, in {@code target/scale-report.md} as soon as it is judged. */
final class Report {

    private static final Path FILE = Path.of("target", "scale-report.md");

    private final List<String> lines = new ArrayList<>();

    Report(Build build) {
        lines.add("First build: " + build.name()
                + ". Load is the machine's load average over a minute when the fault was judged.");
        lines.add("");
        lines.add(
                "| fault | transfers | longest without an acknowledgement | slowest transfer | attempts repeated | mended in |"
                        + " last event after the load's end | streams begun anew | acceptance tests | load | verdict |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|---|");
        write();
    }

    /**
     * How transfers went from the fault to the load's end.
     *
     * @param transfers how many were acknowledged
     * @param silence the longest time in which none was
     * @param silentFrom when that began, after the fault
     * @param slowest how long one took, repetitions included
     */
    record Pace(int transfers, Duration silence, Duration silentFrom, Duration slowest) {

        static Pace of(List<Payment> acknowledged, long begin, long end) {
            List<Payment> during = acknowledged.stream()
                    .filter(payment -> payment.answered() >= begin && payment.answered() <= end)
                    .toList();
            long[] moments = LongStream.concat(
                            LongStream.of(begin), during.stream().mapToLong(Payment::answered))
                    .sorted()
                    .toArray();
            int longest = IntStream.range(0, moments.length - 1)
                    .reduce((a, b) -> moments[b + 1] - moments[b] > moments[a + 1] - moments[a] ? b : a)
                    .orElse(0);
            long until = moments.length > 1 ? moments[longest + 1] : end;
            Duration slowest =
                    during.stream().map(Payment::took).max(Duration::compareTo).orElse(Duration.ZERO);
            return new Pace(
                    during.size(),
                    Duration.ofNanos(until - moments[longest]),
                    Duration.ofNanos(moments[longest] - begin),
                    slowest);
        }
    }

    /**
     * What was seen of one fault.
     *
     * @param repeated attempts of transfers that were repeated, and why
     * @param mended how long it took until all parts and replicas were there again
     * @param settled from the load's end until every event had arrived
     * @param tests how many acceptance tests ran between the fault and its mending
     * @param broken what must not be
     */
    record Seen(
            Fault fault,
            Pace pace,
            String repeated,
            Duration mended,
            Duration settled,
            int begunAnew,
            long tests,
            List<String> broken) {}

    void add(Seen seen) {
        Pace pace = seen.pace();
        String verdict = seen.broken().isEmpty() ? "passed" : "FAILED: " + String.join("; ", seen.broken());
        add(
                seen.fault(),
                "%d | %s, from %s on | %s | %s | %s | %s | %d | %d"
                        .formatted(
                                pace.transfers(),
                                seconds(pace.silence()),
                                seconds(pace.silentFrom()),
                                seconds(pace.slowest()),
                                seen.repeated(),
                                seconds(seen.mended()),
                                seconds(seen.settled()),
                                seen.begunAnew(),
                                seen.tests()),
                verdict);
    }

    /** It could not be judged. */
    void add(Fault fault, RuntimeException failure) {
        add(fault, "| | | | | | |", "FAILED: " + failure);
    }

    private void add(Fault fault, String figures, String verdict) {
        String line = verdict.replace('\n', ' ').replace("|", "\\|");
        lines.add(String.format(Locale.ROOT, "| %s | %s | %.1f | %s |", fault.description(), figures, load(), line));
        System.out.println("ballast: " + fault + ": " + line);
        write();
    }

    private void write() {
        try {
            Files.write(FILE, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
