package io.ballast.operations.documents;

import io.ballast.operations.Checkout;
import io.ballast.operations.alerts.ExportedMetrics;
import io.ballast.operations.alerts.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that operators are told to look at. */
public final class DocumentedMetrics {

    private static final Pattern NAME = Pattern.compile("(?<![\\w.:/-])[a-z][a-z0-9]*(?:[_:][a-z0-9]+)+(?![\\w:(<])");
    private static final Pattern ENDING = Pattern.compile(".*_(?:total|seconds|bytes|bucket|count|sum|max)");
    private static final Pattern BEGINNING = Pattern.compile("^([a-z0-9]+[_:]).*");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private DocumentedMetrics() {}

    /**
     * Names in code that are a metric's or look like one: by their ending, or because they begin like a metric of ours and
     * stand for nothing else (a table, a type of event, a code of an error) in the sources of the services.
     */
    public static Set<String> names() {
        Set<String> words = wordsOfServices();
        Set<String> known = Stream.concat(ExportedMetrics.names().stream(), RuleFiles.recorded().stream())
                .collect(Collectors.toSet());
        Set<String> beginnings =
                known.stream().map(DocumentedMetrics::beginning).collect(Collectors.toSet());
        return Document.ofOperators().stream()
                .flatMap(document -> document.code().stream())
                .flatMap(code -> NAME.matcher(code.text()).results())
                .map(MatchResult::group)
                .filter(name -> known.contains(name)
                        || ENDING.matcher(name).matches()
                        || beginnings.contains(beginning(name)) && !words.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String beginning(String name) {
        return BEGINNING.matcher(name).replaceAll("$1");
    }

    private static Set<String> wordsOfServices() {
        Set<String> words = new HashSet<>();
        Checkout.sources().stream()
                .filter(file -> file.toString().matches(".*/src/main/.*\\.(java|sql|json|properties)"))
                .forEach(file -> {
                    try {
                        WORD.matcher(Files.readString(file)).results().forEach(word -> words.add(word.group()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return words;
    }
}
