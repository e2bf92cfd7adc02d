package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log, for messages of one line. */
final class LogTail {

    private static final int BYTES = 16_384;
    private static final Pattern COMPLAINT = Pattern.compile("(?i)\\b(fatal|error|panic|exception|failed)\\b");

    private LogTail() {}

    /** The last line that complains, or else the last line. */
    static String lastWords(Path log) {
        try {
            List<String> lines = lines(log);
            return lines.stream()
                    .filter(COMPLAINT.asPredicate())
                    .reduce((first, second) -> second)
                    .or(() -> lines.stream().reduce((first, second) -> second))
                    .map(line -> "it says: " + line.strip())
                    .orElse("it says nothing");
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    private static List<String> lines(Path log) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int from = Math.max(0, all.length - BYTES);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
