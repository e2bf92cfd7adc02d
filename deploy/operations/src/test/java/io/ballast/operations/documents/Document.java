package io.ballast.operations.documents;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of the checkout.
 *
 * @param path from the checkout's root
 */
record Document(String path, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("^ *```(?<language>\\w*)\\n(?<code>.*?)\\n *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SPAN = Pattern.compile("`(?<code>[^`]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    /** Something that is set as code, and where it begins; the language of a span in a sentence is empty. */
    record Code(String language, String text, int position) {}

    static List<Document> all() {
        return Checkout.sources().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .map(Document::read)
                .toList();
    }

    /** What operators go by: the runbooks and the documents beside them. */
    static List<Document> ofOperators() {
        return all().stream()
                .filter(document -> document.path().matches("deploy/docs/(runbooks/)?[^/]+"))
                .toList();
    }

    static Document read(Path file) {
        try {
            return new Document(Checkout.file("").relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks and spans, in the order of the text. */
    List<Code> code() {
        return Stream.concat(blocks(), spans())
                .sorted((one, other) -> Integer.compare(one.position(), other.position()))
                .toList();
    }

    Stream<Code> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Code(block.group("language"), block.group("code"), block.start()));
    }

    private Stream<Code> spans() {
        return SPAN.matcher(withoutBlocks())
                .results()
                .map(span -> new Code("", span.group("code").replaceAll("\\s+", " "), span.start()));
    }

    List<String> links() {
        Matcher links = LINK.matcher(SPAN.matcher(withoutBlocks()).replaceAll(""));
        return links.results().map(link -> link.group(1)).toList();
    }

    /** What a link to a heading has behind its #, as GitHub makes it. */
    List<String> anchors() {
        return HEADING.matcher(withoutBlocks())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase()
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** Every character stays in its place. */
    private String withoutBlocks() {
        return BLOCK.matcher(text).replaceAll(block -> " ".repeat(block.group().length()));
    }

    @Override
    public String toString() {
        return path;
    }
}
