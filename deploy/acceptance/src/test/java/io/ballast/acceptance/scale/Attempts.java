package io.ballast.acceptance.scale;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a client's attempts ended that brought no answer: by kind, how many. */
final class Attempts {

    private final Map<String, Integer> ended = new TreeMap<>();

    synchronized void ended(String how) {
        ended.merge(how, 1, Integer::sum);
    }

    /** What came since this was last asked, in words. */
    synchronized String take() {
        String words = ended.entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        ended.clear();
        return words.isEmpty() ? "none" : words;
    }
}
