package io.ballast.ledger.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/**
 * Reads a month's entries from a file. What is not exactly as it was written fails with {@link DamagedExport}. Blocks; one
 * thread at a time.
 */
final class MonthReader implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    /** More than the longest entry needs. */
    private static final int MAX_LINE = 512;

    private final ObjectMapper mapper;
    private final long bytes;
    private final BufferedReader lines;
    private final MonthDigest digest = new MonthDigest();

    MonthReader(Path path, ObjectMapper mapper) {
        this.mapper = mapper;
        try {
            this.bytes = Files.size(path);
            this.lines = new BufferedReader(
                    new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(path), BUFFER), StandardCharsets.UTF_8),
                    BUFFER);
        } catch (IOException e) {
            throw new DamagedExport("the file can not be read", e);
        }
    }

    /** The next entries, fewer than the limit at the end. */
    List<ArchivedEntry> next(int limit) {
        try {
            List<ArchivedEntry> entries = new ArrayList<>(limit);
            for (String line = line(); line != null; line = entries.size() < limit ? line() : null) {
                entries.add(entry(line));
            }
            return entries;
        } catch (IOException e) {
            throw new DamagedExport("the file can not be read to its end", e);
        }
    }

    /** What was read comes to. */
    MonthSums sums() {
        return digest.sums();
    }

    /** The file's length. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line, without its end; null after the last. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = lines.read(); next != '\n'; next = lines.read()) {
            if (next < 0 && line.isEmpty()) {
                return null;
            }
            if (next < 0 || line.length() == MAX_LINE) {
                throw new DamagedExport("a line does not end where it should");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private ArchivedEntry entry(String line) {
        ArchivedEntry entry = parsed(line);
        if (!entry.line().equals(line)) {
            throw new DamagedExport("a line is not as it was written");
        }
        digest.add(entry);
        return entry;
    }

    private ArchivedEntry parsed(String line) {
        try {
            JsonNode node = mapper.readTree(line);
            return new ArchivedEntry(
                    UUID.fromString(node.required("accountId").textValue()),
                    node.required("asset").textValue(),
                    node.required("version").longValue(),
                    UUID.fromString(node.required("transactionId").textValue()),
                    node.required("amount").longValue(),
                    node.required("balanceAfter").longValue(),
                    Instant.parse(node.required("createdAt").textValue()));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new DamagedExport("a line is no entry", e);
        }
    }
}
