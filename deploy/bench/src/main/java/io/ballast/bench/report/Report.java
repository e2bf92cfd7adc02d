package io.ballast.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures as a table for people and as JSON for everything else. */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {}

    public static void print(PrintStream out, List<Figure> figures) {
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "%-46s %12s %-11s %-46s %12s %7s  %s",
                "figure",
                "value",
                "",
                "peer",
                "value",
                "ratio",
                ""));
        figures.forEach(figure -> out.println(line(figure)));
    }

    public static void write(Path file, List<Figure> figures) throws IOException {
        Files.createDirectories(file.getParent());
        JSON.writeValue(file.toFile(), figures.stream().map(Report::row).toList());
    }

    private static String line(Figure figure) {
        String reach = figure.reach() == null
                ? "reported"
                : String.format(
                        Locale.ROOT, "reach %.1f: %s", figure.reach(), figure.isReached() ? "reached" : "NOT REACHED");
        return String.format(
                Locale.ROOT,
                "%-46s %,12.1f %-11s %-46s %,12.1f %6.2fx  %s",
                figure.figure(),
                figure.value(),
                figure.unit(),
                figure.peer(),
                figure.peerValue(),
                figure.ratio(),
                reach);
    }

    private static Map<String, Object> row(Figure figure) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("figure", figure.figure());
        row.put("unit", figure.unit());
        row.put("value", rounded(figure.value()));
        row.put("peer", figure.peer());
        row.put("peerValue", rounded(figure.peerValue()));
        row.put("ratio", rounded(figure.ratio()));
        row.put("reach", figure.reach());
        return row;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
