package io.ballast.operations.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** The files of a directory as lines that can be compared: what is written, made or removed in it makes another list. */
final class FileList {

    private FileList() {}

    /** Each file and directory with its owner, mode, size and time of change. */
    static List<String> of(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.map(FileList::described).sorted().toList();
        }
    }

    private static String described(Path path) {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return String.join(
                    " ",
                    path.toString(),
                    attributes.owner().getName(),
                    attributes.permissions().toString(),
                    Long.toString(attributes.size()),
                    attributes.lastModifiedTime().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
