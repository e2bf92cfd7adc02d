package io.ballast.acceptance.http;

import io.ballast.acceptance.http.FileRequest.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .http} file: requests as editors send them, with what is expected of the answers in comments. What of the format
 * is used here is described in {@code deploy/api/README.md}.
 *
 * @param variables of the file, in their order
 */
public record HttpFile(String name, Map<String, String> variables, List<FileRequest> requests) {

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^###");
    private static final Pattern VARIABLE = Pattern.compile("@(\\w+)\\s*=\\s*(.*)");
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*@(\\w+)\\s*(.*)");
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (\\S+)");

    public HttpFile {
        variables = new LinkedHashMap<>(variables);
        requests = List.copyOf(requests);
    }

    public static HttpFile read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the text of a file.
     *
     * @throws IllegalArgumentException if a request has no line like {@code GET url}, or does not say what it expects
     */
    static HttpFile parse(String name, String text) {
        String[] blocks = SEPARATOR.split(text, -1);
        Map<String, String> variables = new LinkedHashMap<>();
        blocks[0].lines().forEach(line -> {
            Matcher variable = VARIABLE.matcher(line.strip());
            if (variable.matches()) {
                variables.put(variable.group(1), variable.group(2));
            }
        });
        List<FileRequest> requests = Arrays.stream(blocks, 1, blocks.length)
                .map(block -> request(name, block))
                .toList();
        return new HttpFile(name, variables, requests);
    }

    private static FileRequest request(String file, String block) {
        List<String> lines = block.lines().map(String::stripTrailing).toList();
        String title = lines.getFirst().strip();
        Directives directives = new Directives();
        int at = 1;
        while (at < lines.size() && (lines.get(at).isEmpty() || lines.get(at).startsWith("#"))) {
            directives.read(lines.get(at));
            at++;
        }
        Matcher request = REQUEST.matcher(at < lines.size() ? lines.get(at) : "");
        require(request.matches(), file, title, "has no line like GET url");
        require(directives.status.isPresent(), file, title, "does not say which status it expects");
        List<Header> headers = new ArrayList<>();
        for (at++; at < lines.size() && !lines.get(at).isEmpty(); at++) {
            String[] header = lines.get(at).split(":\\s*", 2);
            require(header.length == 2, file, title, "has a header without a colon: " + lines.get(at));
            headers.add(new Header(header[0], header[1]));
        }
        String body = String.join("\n", lines.subList(at, lines.size())).strip();
        return new FileRequest(
                title,
                directives.name,
                directives.status,
                directives.members,
                directives.eventually,
                request.group(1),
                request.group(2),
                headers,
                body);
    }

    private static void require(boolean fulfilled, String file, String title, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException(file + ": '" + title + "' " + otherwise);
        }
    }

    /** What stands in the comments before a request. */
    private static final class Directives {

        private final Map<String, String> members = new LinkedHashMap<>();
        private String name = "";
        private OptionalInt status = OptionalInt.empty();
        private boolean eventually;

        void read(String line) {
            Matcher directive = DIRECTIVE.matcher(line);
            if (!directive.matches()) {
                return;
            }
            String value = directive.group(2);
            switch (directive.group(1)) {
                case "name" -> name = value;
                case "eventually" -> eventually = true;
                case "expect" -> expect(value);
                default -> throw new IllegalArgumentException("no such directive: " + line);
            }
        }

        private void expect(String value) {
            if (value.startsWith("$")) {
                String[] member = value.split("\\s+", 2);
                members.put(member[0], member[1]);
            } else {
                status = OptionalInt.of(Integer.parseInt(value));
            }
        }
    }
}
