package io.ballast.bench.start;

import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Report;
import io.ballast.bench.report.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures how long the set and each service take until they are ready, with and without AOT caches. */
public final class BenchStart {

    private static final String WITHOUT = "without AOT cache";
    private static final double SERVICE_SECONDS = 2.5;
    private static final double SET_SECONDS = 25;
    private static final double NANOS = 1e9;

    private final StartSettings settings;
    private final Progress progress = new Progress(System.out);
    private final Map<String, Starts> services = new LinkedHashMap<>();
    private final Starts set = new Starts();

    private record Starts(Series with, Series without) {

        Starts() {
            this(new Series("s"), new Series("s"));
        }
    }

    private BenchStart(StartSettings settings) {
        this.settings = settings;
        SingleServices.NAMES.forEach(service -> services.put(service, new Starts()));
    }

    public static void main(String[] arguments) throws IOException {
        StartSettings settings = StartSettings.ofEnvironment();
        Path result = settings.target().resolve("bench-start.json");
        Files.deleteIfExists(result);
        delete(settings.directory());
        Files.createDirectories(settings.directory());
        BenchStart bench = new BenchStart(settings);
        bench.measure();
        Report.print(System.out, bench.figures());
        Report.write(result, bench.figures());
        System.out.println("Written to " + result);
        System.exit(0);
    }

    private void measure() {
        progress.step("A first start, which makes the data and the caches");
        try (WholeSet first = WholeSet.start(settings, true)) {
            progress.value("the set, first start", seconds(first.took()), "s");
            first.awaitCaches(SingleServices.NAMES.size());
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            progress.step("Round %d of %d: the set".formatted(round, settings.rounds()));
            progress.value("the set, " + WITHOUT, set.without().add(startSet(false)), "s");
            progress.value("the set", set.with().add(startSet(true)), "s");
        }
        try (SingleServices single = new SingleServices(settings)) {
            SingleServices.NAMES.forEach(single::start);
            for (int round = 1; round <= settings.rounds(); round++) {
                progress.step("Round %d of %d: each service".formatted(round, settings.rounds()));
                services.forEach((service, starts) -> startService(single, service, starts));
            }
        }
    }

    private double startSet(boolean aot) {
        try (WholeSet whole = WholeSet.start(settings, aot)) {
            return seconds(whole.took());
        }
    }

    private void startService(SingleServices single, String service, Starts starts) {
        progress.value(service + ", " + WITHOUT, starts.without().add(seconds(single.start(service))), "s");
        progress.value(service, starts.with().add(seconds(single.startFromCache(service))), "s");
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        services.forEach((service, starts) -> figures.addAll(figures(service, starts, SERVICE_SECONDS)));
        figures.addAll(figures("the set (make run)", set, SET_SECONDS));
        return figures;
    }

    private static List<Figure> figures(String what, Starts starts, double bound) {
        Series reach = new Series("s");
        reach.add(bound);
        String figure = what + ": warm start until ready";
        return List.of(
                Figure.latency(figure, starts.with(), WITHOUT, starts.without(), null),
                Figure.latency(figure, starts.with(), "what is wanted", reach, 1.0));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    /** What an earlier run has left. */
    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
