package io.ballast.events.contract;

import io.ballast.events.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the contract, as they lie in the module. */
final class Examples {

    static final Path RESOURCES = Path.of("src/main/resources");
    static final Path SCHEMAS = RESOURCES.resolve("schemas");
    static final Path EXAMPLES = RESOURCES.resolve("examples");

    private Examples() {}

    static Path schema(EventType type) {
        return SCHEMAS.resolve(type.wireName() + ".v1.json");
    }

    static List<Path> of(EventType type) {
        return list(EXAMPLES.resolve(type.wireName()));
    }

    static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
