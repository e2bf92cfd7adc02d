package io.ballast.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/** The log file of one service: bounded in size, and asked why the service did not start. */
record ServiceLog(Path file) {

    private static final long LARGEST = 20L * 1024 * 1024;
    private static final int TAIL_BYTES = 64 * 1024;
    private static final int LINE_LENGTH = 300;
    private static final Pattern CAUSE = Pattern.compile("^Caused by: (?:[\\w.$]+\\.)?(.*)$");
    private static final Pattern ERROR = Pattern.compile("^.*\\b(?:ERROR|FATAL)\\b\\s*(.*)$");
    private static final Pattern STACK_FRAME = Pattern.compile("^\\s+(?:at |\\.\\.\\. ).*$");

    /**
     * Keeps what is there as {@code .1} and begins anew, once the log is large. The service may run: it appends, so it
     * goes on at the new beginning; a line that it writes at this very moment may be lost.
     */
    void turnOver() {
        if (size() <= LARGEST) {
            return;
        }
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            log.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reason in one line: the innermost cause that was logged after the offset, or an error, or the last line. */
    String reason(long offset) {
        List<String> lines = tail(offset);
        String cause = last(lines, CAUSE);
        if (!cause.isEmpty()) {
            return shortened(cause);
        }
        String error = last(lines, ERROR);
        if (!error.isEmpty()) {
            return shortened(error);
        }
        return lines.isEmpty() ? "it logged nothing" : shortened(lines.getLast().strip());
    }

    private static String last(List<String> lines, Pattern pattern) {
        for (String line : lines.reversed()) {
            var matcher = pattern.matcher(line);
            if (matcher.matches() && !matcher.group(1).isBlank()) {
                return matcher.group(1).strip();
            }
        }
        return "";
    }

    private static String shortened(String line) {
        return line.length() <= LINE_LENGTH ? line : line.substring(0, LINE_LENGTH) + "…";
    }

    private List<String> tail(long offset) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            // The log is shorter than it was if it has been turned over since
            long begin = offset <= log.length() ? offset : 0;
            log.seek(Math.max(begin, log.length() - TAIL_BYTES));
            byte[] end = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(end);
            return new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line ->
                            !line.isBlank() && !STACK_FRAME.matcher(line).matches())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
