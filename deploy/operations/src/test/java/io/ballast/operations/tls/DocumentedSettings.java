package io.ballast.operations.tls;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that {@code deploy/docs/security.md} tells operators to make: tests run with these and no others. */
public final class DocumentedSettings {

    private static final String DOCUMENT = "deploy/docs/security.md";
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\|.*");
    private static final Pattern BLANK = Pattern.compile("\\{([a-z0-9-]+)}");

    private final Map<String, String> values = new TreeMap<>();

    private DocumentedSettings() {}

    /**
     * @param headings of the sections whose tables are read
     * @param blanks what stands for <code>{name}</code>
     */
    public static DocumentedSettings read(List<String> headings, Map<String, String> blanks) {
        DocumentedSettings settings = new DocumentedSettings();
        headings.forEach(heading -> settings.read(heading, blanks));
        return settings;
    }

    /** Those in lower case, which may stand on a command line. */
    public Map<String, String> properties() {
        return part(name -> !isVariable(name));
    }

    /** Secrets have the name of an environment variable. */
    public Map<String, String> environment() {
        return part(DocumentedSettings::isVariable);
    }

    private void read(String heading, Map<String, String> blanks) {
        int before = values.size();
        section(heading).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .forEach(row -> values.put(
                        row.group(1),
                        BLANK.matcher(row.group(2))
                                .replaceAll(blank -> Matcher.quoteReplacement(filled(blank.group(1), blanks)))));
        if (values.size() == before) {
            throw new IllegalStateException(DOCUMENT + " has no settings under \"" + heading + '"');
        }
    }

    private static String filled(String blank, Map<String, String> blanks) {
        if (!blanks.containsKey(blank)) {
            throw new IllegalStateException("nobody knows what {" + blank + "} is");
        }
        return blanks.get(blank);
    }

    private static List<String> section(String heading) {
        try {
            List<String> lines = Files.readAllLines(Checkout.file(DOCUMENT));
            List<String> rest = lines.subList(lines.indexOf("### " + heading) + 1, lines.size());
            return rest.stream().takeWhile(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> part(Predicate<String> names) {
        Map<String, String> part = new TreeMap<>(values);
        part.keySet().removeIf(names.negate());
        return part;
    }

    private static boolean isVariable(String name) {
        return name.matches("[A-Z_]+");
    }
}
