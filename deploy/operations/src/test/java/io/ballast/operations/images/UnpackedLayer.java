package io.ballast.operations.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Lays a layer over those below it, as the OCI image specification has it: owners, modes, times and links are the layer's, and its
 * whiteouts remove what is below. Only root can give files to their owners.
 *
 * @param root the root file system
 */
record UnpackedLayer(Path root) {

    /** The begin of the name of a file that is none: what follows is to be removed. */
    static final String WHITEOUT = ".wh.";

    /** All that layers below have in the directory is to be removed. */
    private static final String OPAQUE = WHITEOUT + WHITEOUT + ".opq";

    /** @param layer a tar, compressed by gzip */
    void over(Path layer) throws IOException {
        try (InputStream input = new BufferedInputStream(Files.newInputStream(layer));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(input))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(entry.getName());
                String name = path.getFileName().toString();
                if (name.equals(OPAQUE)) {
                    empty(path.getParent());
                } else if (name.startsWith(WHITEOUT)) {
                    remove(path.resolveSibling(name.substring(WHITEOUT.length())));
                } else {
                    write(entry, tar, path);
                }
            }
        }
    }

    private void write(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        Files.createDirectories(path.getParent());
        if (entry.isDirectory()) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                remove(path);
                Files.createDirectory(path);
            }
        } else {
            remove(path);
            if (entry.isLink()) {
                Files.createLink(path, inside(entry.getLinkName()));
            } else if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(content, path);
            }
        }
        describe(entry, path);
    }

    private static void describe(TarArchiveEntry entry, Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", (int) entry.getLongUserId(), LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", (int) entry.getLongGroupId(), LinkOption.NOFOLLOW_LINKS);
        if (!entry.isSymbolicLink()) {
            Files.setAttribute(path, "unix:mode", entry.getMode() & 07777);
            Files.setLastModifiedTime(
                    path, FileTime.from(entry.getLastModifiedTime().toInstant()));
        }
    }

    /** Nothing leads out of the root file system. */
    private Path inside(String name) {
        Path path = root.resolve(name.replaceFirst("^/+", "")).normalize();
        if (!path.startsWith(root)) {
            throw new IllegalArgumentException(name + " leads out of the image");
        }
        return path;
    }

    private static void empty(Path directory) throws IOException {
        try (Stream<Path> below = Files.list(directory)) {
            for (Path path : below.toList()) {
                remove(path);
            }
        }
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            empty(path);
        }
        Files.deleteIfExists(path);
    }
}
