package io.ballast.infrastructure.hedera;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happened, a line each, written before it is told. It survives the process, not the machine. Blocks that were empty
 * are left out when it is read again, but for the last one.
 */
final class Journal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private Writer out;

    /** A line: one of the two. */
    record Line(TransactionRecord transaction, Closed closed) {}

    /** A closed block without its transactions, which are the lines before. */
    record Closed(long number, String hash, long from, long to, long closedAt) {

        static Closed of(Block block) {
            return new Closed(block.number(), block.hash(), block.from(), block.to(), block.closedAt());
        }
    }

    Journal(Path file) {
        this.file = file;
    }

    /** Tells everything again in its order, and is open for more. A last line that was cut off is dropped: nobody heard of it. */
    void replay(Consumer<TransactionRecord> transaction, Consumer<Closed> closed) {
        try {
            List<Line> lines = compacted(read());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            try (Writer compact = Files.newBufferedWriter(next)) {
                for (Line line : lines) {
                    compact.write(text(line));
                }
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
            for (Line line : lines) {
                if (line.transaction() != null) {
                    transaction.accept(line.transaction());
                } else {
                    closed.accept(line.closed());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void decided(TransactionRecord transaction) {
        write(new Line(transaction, null));
    }

    void closed(Block block) {
        write(new Line(null, Closed.of(block)));
    }

    private List<Line> read() throws IOException {
        List<Line> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            try {
                lines.add(JSON.readValue(text, Line.class));
            } catch (JsonProcessingException cutOff) {
                return lines;
            }
        }
        return lines;
    }

    private static List<Line> compacted(List<Line> lines) {
        List<Line> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isEmptyBlock =
                    lines.get(i).closed() != null && i > 0 && lines.get(i - 1).closed() != null && i < lines.size() - 1;
            if (!isEmptyBlock) {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    private void write(Line line) {
        try {
            out.write(text(line));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Line line) throws JsonProcessingException {
        return JSON.writeValueAsString(line) + "\n";
    }
}
