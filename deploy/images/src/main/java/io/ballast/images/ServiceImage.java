package io.ballast.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * The image of one service, put together without a daemon and written to a tar that {@code docker load} takes. It promises what
 * that of the Dockerfile does, but for two things that need a container to run while it is built, or Docker's own format: the
 * AOT cache and the health check.
 *
 * @param service the Maven module's name
 * @param version of the image
 * @param application the packaged service
 * @param files what the Dockerfile lies among: the JVM's options and the check for readiness
 * @param sbom the service's bill of materials
 */
record ServiceImage(String service, String version, Path application, Path files, Path sbom) {

    private static final AbsoluteUnixPath APP = AbsoluteUnixPath.get("/app");
    private static final String NOBODY = "10001:10001";

    /**
     * Writes it.
     *
     * @param base a reference to an image of a registry, {@code tar://…}, or {@code scratch}
     * @param cache where layers are kept between builds
     */
    void writeTo(Path tar, String base, Path cache)
            throws IOException, InvalidImageReferenceException, CacheDirectoryCreationException, InterruptedException,
                    RegistryException, ExecutionException {
        Files.createDirectories(tar.toAbsolutePath().getParent());
        container(base)
                .containerize(Containerizer.to(TarImage.at(tar).named("ballast/" + service + ":" + version))
                        .setToolName("ballast")
                        .setBaseImageLayersCache(cache.resolve("base"))
                        .setApplicationLayersCache(cache.resolve("application")));
    }

    private JibContainerBuilder container(String base) throws IOException, InvalidImageReferenceException {
        return Jib.from(base)
                .addFileEntriesLayer(libraries())
                .addFileEntriesLayer(everythingElse())
                .setWorkingDirectory(APP)
                .setUser(NOBODY)
                .addVolume(AbsoluteUnixPath.get("/tmp"))
                .addLabel("org.opencontainers.image.title", service)
                .addLabel("org.opencontainers.image.version", version)
                .addLabel("org.opencontainers.image.licenses", "Apache-2.0")
                .addLabel("io.ballast.sbom", "/app/sbom.cdx.json")
                .setEntrypoint("java", "@/app/java.options", "-jar", "/app/quarkus-run.jar");
    }

    /** Apart from the rest: another build of the service has the same. */
    private FileEntriesLayer libraries() throws IOException {
        return FileEntriesLayer.builder()
                .setName("libraries")
                .addEntryRecursive(application.resolve("lib"), APP.resolve("lib"))
                .build();
    }

    private FileEntriesLayer everythingElse() throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("service");
        try (Stream<Path> entries = Files.list(application)) {
            List<Path> others =
                    entries.filter(entry -> !entry.endsWith("lib")).sorted().toList();
            for (Path entry : others) {
                layer.addEntryRecursive(entry, APP.resolve(entry.getFileName().toString()));
            }
        }
        return layer.addEntry(files.resolve("java.options"), APP.resolve("java.options"))
                .addEntry(files.resolve("ready"), APP.resolve("ready"), FilePermissions.fromOctalString("755"))
                .addEntry(sbom, APP.resolve("sbom.cdx.json"))
                .build();
    }
}
