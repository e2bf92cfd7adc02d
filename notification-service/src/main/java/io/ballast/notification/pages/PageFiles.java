package io.ballast.notification.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of the two pages, kept in memory: some 100 KB. Tags are of the content, because every build writes the same time
 * into the jar, so that a browser would take a new version for the old one.
 */
@ApplicationScoped
class PageFiles {

    private static final String DIRECTORY = "/pages/";
    private static final String INDEX = "index.txt";
    private static final int TAG_BYTES = 12;

    private final Map<String, PageFile> files =
            names().collect(Collectors.toUnmodifiableMap(Function.identity(), PageFiles::read));

    /** @param name below {@code /pages/} */
    Optional<PageFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static Stream<String> names() {
        return new String(bytes(INDEX), StandardCharsets.UTF_8).lines();
    }

    private static PageFile read(String name) {
        byte[] content = bytes(name);
        return new PageFile(PageFile.type(name), "\"" + digest(content) + "\"", content);
    }

    private static byte[] bytes(String name) {
        try (InputStream stream = PageFiles.class.getResourceAsStream(DIRECTORY + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
