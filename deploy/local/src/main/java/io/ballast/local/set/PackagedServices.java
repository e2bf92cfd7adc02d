package io.ballast.local.set;

import io.ballast.local.home.Home;
import io.ballast.local.settings.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The services as Maven has packaged them. */
public final class PackagedServices {

    private static final String RUNNER = "quarkus-run.jar";

    private PackagedServices() {}

    /** The modules that are not packaged, as a line to say; empty if all are. */
    public static List<String> missing(Path checkout) {
        return Arrays.stream(ServiceName.values())
                .filter(service ->
                        !Files.isRegularFile(packaged(checkout, service).resolve(RUNNER)))
                .map(service -> service.module() + " is not built. Build it: make build")
                .toList();
    }

    private static Path packaged(Path checkout, ServiceName service) {
        return checkout.resolve(service.module()).resolve("target/quarkus-app");
    }

    /**
     * Copies a service to where it runs from. A build beside the running set replaces the files under
     * {@code target}, and a JVM does not survive that its jars change. Times are kept: the JVM knows by them whether an AOT cache
     * was made for these files.
     */
    static Path copy(Path checkout, ServiceName service, Path to) {
        Path source = packaged(checkout, service);
        Path target = to.resolve(service.module());
        Home.delete(target);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
