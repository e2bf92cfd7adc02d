package io.ballast.infrastructure.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The ledgers on disk: a line for each in which something happened, and the newest one's number and time. Applying the
 * lines again gives the same state. A line that a crash cut off was shown to nobody and is dropped.
 */
final class Journal implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path head;
    private final FileChannel lines;

    /** A ledger as it was closed. */
    record Line(int ledger, long closedAt, Rules rules, List<String> envelopes) {}

    private Journal(Path head, FileChannel lines) {
        this.head = head;
        this.lines = lines;
    }

    static Journal in(Path directory) {
        try {
            Path file = directory.resolve("ledgers.jsonl");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new Journal(directory.resolve("head.json"), channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All ledgers in which something happened, in order. To be asked before the first {@link #write}. */
    List<Line> read() {
        try {
            byte[] content = new byte[Math.toIntExact(lines.size())];
            lines.read(ByteBuffer.wrap(content), 0);
            String text = new String(content, StandardCharsets.UTF_8);
            int whole = text.lastIndexOf('\n') + 1;
            lines.truncate(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
            lines.position(lines.size());
            List<Line> read = new ArrayList<>();
            for (String line : text.substring(0, whole).lines().toList()) {
                read.add(line(JSON.readTree(line)));
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest ledger without anything in it, if it was noted. */
    Optional<Line> head() {
        try {
            return Files.exists(head) ? Optional.of(line(JSON.readTree(Files.readString(head)))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before anybody is shown the ledger. */
    void write(Line line) {
        try {
            String text = JSON.writeValueAsString(json(line));
            if (line.envelopes().isEmpty()) {
                Path next = head.resolveSibling("head.next");
                Files.writeString(next, text);
                Files.move(next, head, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                lines.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(Line line) {
        ObjectNode json = JSON.createObjectNode()
                .put("ledger", line.ledger())
                .put("closedAt", line.closedAt())
                .put("baseFee", line.rules().baseFee())
                .put("vaultPaused", line.rules().vaultPaused());
        line.envelopes().forEach(json.putArray("envelopes")::add);
        return json;
    }

    private static Line line(JsonNode json) {
        return new Line(
                json.get("ledger").asInt(),
                json.get("closedAt").asLong(),
                new Rules(json.get("baseFee").asLong(), json.get("vaultPaused").asBoolean()),
                StreamSupport.stream(json.get("envelopes").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
