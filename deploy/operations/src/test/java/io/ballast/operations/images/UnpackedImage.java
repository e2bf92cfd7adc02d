package io.ballast.operations.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as a container runtime has it before it starts a container: its layers one over the other, and its configuration.
 *
 * @param root the root file system
 * @param run how a container of it is to be run
 */
record UnpackedImage(Path root, JsonNode run) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Unpacks it.
     *
     * @param archive what {@code docker load} takes
     * @param directory where there is nothing yet
     */
    static UnpackedImage of(Path archive, Path directory) throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        Path parts = Files.createDirectories(directory.resolve("archive"));
        unpack(archive, parts);
        JsonNode manifest =
                JSON.readTree(parts.resolve("manifest.json").toFile()).path(0);
        UnpackedLayer layers = new UnpackedLayer(root);
        for (String layer : texts(manifest.path("Layers"))) {
            layers.over(parts.resolve(layer));
        }
        JsonNode configuration =
                JSON.readTree(parts.resolve(manifest.path("Config").asText()).toFile());
        return new UnpackedImage(root, configuration.path("config"));
    }

    private static void unpack(Path archive, Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Files.copy(tar, directory.resolve(entry.getName()));
            }
        }
    }

    /** The id of the user; root's if the image names none. */
    String user() {
        String user = run.path("User").asText();
        return user.isEmpty() ? "0" : user.split(":", 2)[0];
    }

    /** The id of the user's only group; root's if the image names none. */
    String group() {
        String[] user = run.path("User").asText().split(":", 2);
        return user.length < 2 ? "0" : user[1];
    }

    List<String> entryPoint() {
        return texts(run.path("Entrypoint"));
    }

    String workingDirectory() {
        return run.path("WorkingDir").asText();
    }

    List<String> volumes() {
        return run.path("Volumes").propertyStream().map(Map.Entry::getKey).toList();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        for (String variable : texts(run.path("Env"))) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        return environment;
    }

    /** What is below a directory of the image, with the directory itself. */
    List<Path> files(String directory) throws IOException {
        try (Stream<Path> paths = Files.walk(root.resolve(directory))) {
            return paths.toList();
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
