package io.ballast.bench;

import java.util.ArrayList;
import java.util.List;

/** The same measurement in each round. */
final class Series {

    private final String unit;
    private final List<Double> values = new ArrayList<>();

    Series(String unit) {
        this.unit = unit;
    }

    double add(double value) {
        values.add(value);
        return value;
    }

    String unit() {
        return unit;
    }

    double last() {
        return values.getLast();
    }

    /** The middle one, or the mean of the two in the middle. */
    double median() {
        List<Double> ordered = values.stream().sorted().toList();
        int middle = ordered.size() / 2;
        return ordered.size() % 2 == 1 ? ordered.get(middle) : (ordered.get(middle - 1) + ordered.get(middle)) / 2;
    }
}
