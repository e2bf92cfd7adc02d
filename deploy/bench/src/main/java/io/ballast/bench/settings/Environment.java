package io.ballast.bench.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a run is told by the environment (README). What is blank is as if it were not there.
 *
 * @param variables by their names
 */
public record Environment(Map<String, String> variables) {

    /** That of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** The program or directory that the variable names. */
    public Path path(String name) {
        return Path.of(variables.get(name));
    }

    /** The checkout, which the Makefile's script names. */
    public Path checkout() {
        return path("BALLAST_CHECKOUT");
    }

    /** @throws IllegalArgumentException if it is no number, or a negative one */
    public int number(String name, int otherwise) {
        String value = text(name);
        int number = value.isEmpty() ? otherwise : Integer.parseInt(value);
        if (number < 0) {
            throw new IllegalArgumentException(name + " must not be negative");
        }
        return number;
    }

    /** @throws IllegalArgumentException if it is no number of 1 or more */
    public int atLeastOne(String name, int otherwise) {
        int number = number(name, otherwise);
        if (number < 1) {
            throw new IllegalArgumentException(name + " must be at least 1");
        }
        return number;
    }

    /**
     * What is to be measured: the names in {@code BENCH_LOADS}, in lower case and separated by commas, or all.
     *
     * @throws IllegalArgumentException if there is no such load
     */
    public <E extends Enum<E>> Set<E> loads(Class<E> type) {
        String names = text("BENCH_LOADS");
        if (names.isEmpty()) {
            return EnumSet.allOf(type);
        }
        Set<E> loads = EnumSet.noneOf(type);
        Arrays.stream(names.split("\\s*,\\s*"))
                .map(name -> Enum.valueOf(type, name.toUpperCase(Locale.ROOT)))
                .forEach(loads::add);
        return loads;
    }

    private String text(String name) {
        return variables.getOrDefault(name, "").strip();
    }
}
