package io.ballast.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of this checkout that tests look at. */
public final class Checkout {

    private static final YAMLMapper YAML = new YAMLMapper();

    private Checkout() {}

    /** @param path from the checkout's root */
    public static Path file(String path) {
        return root().resolve(path);
    }

    /** The first document of a YAML file. */
    public static JsonNode yaml(String path) {
        try {
            return YAML.readTree(file(path).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in their module or in an IDE's folder of choice. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("deploy/routes.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
