package io.ballast.operations.alerts;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an expression of Prometheus asks for. */
public final class PromQl {

    private static final Pattern STRINGS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern SELECTORS = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LABEL_LISTS =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAMES =
            Pattern.compile("(?<![\\w:.$])[a-zA-Z_:][a-zA-Z0-9_:]*(?![a-zA-Z0-9_:])(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of(
            "and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "group_left", "group_right");

    private static final Pattern BUCKETS = Pattern.compile("(\\w+_bucket)\\{(?:[^}\"]|\"[^\"]*\")*?\\ble=\"([^\"]+)\"");

    private PromQl() {}

    /** The names of metrics and recorded series; those of functions, labels and operators are none. */
    public static Set<String> metrics(String expression) {
        String rest = STRINGS.matcher(expression).replaceAll("");
        rest = SELECTORS.matcher(rest).replaceAll("");
        rest = LABEL_LISTS.matcher(rest).replaceAll(" ");
        return NAMES.matcher(rest)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toSet());
    }

    /** The buckets that are asked for by name: a metric, a space and its upper bound. */
    static Set<String> buckets(String expression) {
        return BUCKETS.matcher(expression)
                .results()
                .map(bucket -> bucket.group(1) + " " + bucket.group(2))
                .collect(Collectors.toSet());
    }
}
