package io.ballast.operations.upgrade;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was released: deploy/upgrade/released, made by deploy/upgrade/make-baseline.sh. */
final class Release {

    static final String SCHEMAS = "deploy/upgrade/released/schemas";
    private static final String MIGRATIONS = "deploy/upgrade/released/migrations.sha256";
    private static final String EXAMPLES = "deploy/upgrade/released/examples.sha256";

    private Release() {}

    /** The hash of each released migration, by its path. */
    static Map<String, String> migrations() {
        return hashes(MIGRATIONS);
    }

    /** The hash of each released example of an event, by its path. */
    static Map<String, String> examples() {
        return hashes(EXAMPLES);
    }

    /** The migrations of a folder, in the order of their versions. */
    static List<Path> migrationsOf(String folder) {
        return files(folder).stream()
                .sorted((one, other) -> Integer.compare(version(one), version(other)))
                .toList();
    }

    static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(Checkout.file(folder))) {
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

    /** As {@code sha256sum} writes it; null if the file is not there. */
    static String hash(String path) {
        Path file = Checkout.file(path);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(read(file).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code V7__archives.sql} is 7; those of the events module are 0.1, 0.2 and so on, and are alone in their folder. */
    static int version(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")).replace("0_", ""));
    }

    private static Map<String, String> hashes(String list) {
        Map<String, String> hashes = new TreeMap<>();
        for (String line : read(Checkout.file(list)).lines().toList()) {
            String[] parts = line.split(" {2}", 2);
            hashes.put(parts[1], parts[0]);
        }
        return hashes;
    }
}
