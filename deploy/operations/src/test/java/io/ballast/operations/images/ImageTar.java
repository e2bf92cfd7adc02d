package io.ballast.operations.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar of an image while it is written, a layer or the archive of all: everything in it is root's. Names have no first slash. */
final class ImageTar implements AutoCloseable {

    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final Path file;
    private final TarArchiveOutputStream tar;

    ImageTar(Path file) throws IOException {
        this.file = file;
        tar = new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    ImageTar directory(String name, int mode) throws IOException {
        TarArchiveEntry entry = entry(name + "/", mode);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    ImageTar text(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        begin(name, bytes.length, PLAIN);
        tar.write(bytes);
        tar.closeArchiveEntry();
        return this;
    }

    /** A copy of a file of this machine, of what it leads to if it is a link. */
    ImageTar file(String name, Path from) throws IOException {
        begin(name, Files.size(from), Files.isExecutable(from) ? EXECUTABLE : PLAIN);
        Files.copy(from, tar);
        tar.closeArchiveEntry();
        return this;
    }

    /** Copies of all that is in a directory of this machine. */
    ImageTar tree(String name, Path from) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.sorted().toList()) {
                String inside = path.equals(from) ? name : name + "/" + from.relativize(path);
                if (Files.isDirectory(path)) {
                    directory(inside, EXECUTABLE);
                } else {
                    file(inside, path);
                }
            }
        }
        return this;
    }

    /** Takes back a file of a layer below. */
    ImageTar without(String directory, String name) throws IOException {
        return text(directory + "/" + UnpackedLayer.WHITEOUT + name, "");
    }

    private void begin(String name, long size, int mode) throws IOException {
        TarArchiveEntry entry = entry(name, mode);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }

    /** Of one time, so that the same contents make the same layer, and whoever keeps layers keeps it once. */
    private static TarArchiveEntry entry(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setModTime(0);
        return entry;
    }

    /** What an image's configuration calls a layer by, once it is closed. */
    String digest() {
        try (DigestInputStream input =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            input.transferTo(OutputStream.nullOutputStream());
            return "sha256:" + HexFormat.of().formatHex(input.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
