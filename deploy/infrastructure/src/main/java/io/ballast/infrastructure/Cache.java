package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Unpacked binaries, once per user and machine, named for the content they come from. Several JVMs may unpack at the
 * same time: each does so beside the final place and moves the whole into it; the first one wins.
 */
final class Cache {

    /** Fills an empty directory. */
    interface Filling {
        void into(Path directory) throws IOException;
    }

    private static final int DIGEST_CHARACTERS = 16;

    private Cache() {}

    /** The directory for this content, filled if it is not there yet. */
    static Path directory(String name, byte[] content, Filling filling) throws IOException {
        Path parent = root();
        Path wanted = parent.resolve(name + "-" + digest(content));
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        Path beside = Files.createTempDirectory(parent, name + "-unpacking-");
        Reaper.deleteAtEnd(beside);
        try {
            filling.into(beside);
            moveUnlessThere(beside, wanted);
        } finally {
            DataDirectory.delete(beside);
        }
        return wanted;
    }

    private static void moveUnlessThere(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            if (!Files.isDirectory(to)) {
                throw e;
            }
        }
    }

    private static Path root() throws IOException {
        Path home = Path.of(System.getProperty("user.home", ""));
        Path cache = home.resolve(".cache").resolve("ballast");
        if (writable(cache)) {
            return cache;
        }
        String user = System.getProperty("user.name", "unknown");
        return Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "ballast-cache-" + user));
    }

    private static boolean writable(Path directory) {
        try {
            return Files.isWritable(Files.createDirectories(directory));
        } catch (IOException e) {
            // No home directory, or one that is not ours: the caller takes another place.
            return false;
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
