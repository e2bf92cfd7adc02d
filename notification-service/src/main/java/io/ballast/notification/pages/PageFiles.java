package io.ballast.notification.pages;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the two pages, kept in memory: some 100 KB. */
@ApplicationScoped
class PageFiles {

    private static final String DIRECTORY = "/pages/";
    private static final String INDEX = "index.txt";

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
        return PageFile.of(name, bytes(name));
    }

    private static byte[] bytes(String name) {
        try (InputStream stream = PageFiles.class.getResourceAsStream(DIRECTORY + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
