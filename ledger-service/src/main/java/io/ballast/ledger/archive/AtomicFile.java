package io.ballast.ledger.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is there whole or not at all, also after a power cut: written under another name, synced, and renamed. */
final class AtomicFile {

    private static final String PART = ".part-";

    private AtomicFile() {}

    /** A name beside the path that nobody else writes to. */
    static Path part(Path path) {
        return path.resolveSibling(path.getFileName() + PART + UUID.randomUUID());
    }

    static void write(Path path, byte[] content) throws IOException {
        Path part = part(path);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        complete(part, path);
    }

    /** Gives what is written and synced its name, and removes what others have left of it half-written. */
    static void complete(Path part, Path path) throws IOException {
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(path.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        try (var leftovers = Files.newDirectoryStream(path.getParent(), path.getFileName() + PART + "*")) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }
}
