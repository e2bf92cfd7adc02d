package io.ballast.ledger.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes a month's entries to a file that nobody sees before it is complete. Blocks; one thread at a time. */
final class MonthWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final Path part;
    private final FileChannel channel;
    private final GZIPOutputStream out;
    private final MonthDigest digest = new MonthDigest();

    MonthWriter(Path path) throws IOException {
        this.path = path;
        this.part = AtomicFile.part(path);
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.out = new GZIPOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), BUFFER);
    }

    /** Writes more entries; returns how many there are so far. */
    long write(List<ArchivedEntry> entries) {
        try {
            for (ArchivedEntry entry : entries) {
                out.write(digest.add(entry));
            }
            return digest.entries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes what was written durable, still under no name; what it comes to. */
    MonthSums finish() {
        try {
            out.finish();
            out.flush();
            channel.force(true);
            channel.close();
            return digest.sums();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the finished file its name; its length. */
    long publish() {
        try {
            AtomicFile.complete(part, path);
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what was not published. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
