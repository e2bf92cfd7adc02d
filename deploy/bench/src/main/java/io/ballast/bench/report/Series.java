package io.ballast.bench.report;

import java.util.ArrayList;
import java.util.List;

/** The same measurement in each round. */
public final class Series {

    private final String unit;
    private final List<Double> values = new ArrayList<>();

    public Series(String unit) {
        this.unit = unit;
    }

    public double add(double value) {
        values.add(value);
        return value;
    }

    public String unit() {
        return unit;
    }

    public double last() {
        return values.getLast();
    }

    /** The middle one, or the mean of the two in the middle. */
    public double median() {
        List<Double> ordered = values.stream().sorted().toList();
        int middle = ordered.size() / 2;
        return ordered.size() % 2 == 1 ? ordered.get(middle) : (ordered.get(middle - 1) + ordered.get(middle)) / 2;
    }
}
