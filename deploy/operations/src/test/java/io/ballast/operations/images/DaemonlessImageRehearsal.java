package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.infrastructure.Ports;
import io.ballast.operations.Checkout;
import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import io.ballast.operations.images.ContainedRun.RootFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The image that {@code make image} writes, from its base to its end: written by the same program on a base of this machine's
 * own, unpacked as a runtime unpacks it, and started from there as its configuration says. {@code make rehearse-images}.
 */
class DaemonlessImageRehearsal {

    private static final String SERVICE = "ledger-service";
    private static final String NOBODY = "10001";
    private static final int WRITABLE_BY_OTHERS = 0022;

    @TempDir
    private static Path directory;

    @AutoClose
    private static ServiceParts parts;

    private static UnpackedImage image;

    @BeforeAll
    static void anImageOnABaseOfThisMachine() throws Exception {
        Containment.require(directory);
        BaseImage base = BaseImage.make(directory.resolve("base"));
        image = UnpackedImage.of(write(base.reference()), directory.resolve("image"));
        parts = ServiceParts.start();
    }

    @Test
    void givenABaseOfTwoLayers_whenTheImageIsUnpacked_thenItHasWhatTheUpperOneLeft() {
        assertThat(image.root().resolve("etc/passwd")).isRegularFile();
        assertThat(image.root().resolve(BaseImage.TAKEN_BACK)).doesNotExist();
    }

    @Test
    void givenTheUnpackedImage_thenTheServicesFilesAreRootsAndNobodyElseMayWriteThem() throws IOException {
        assertThat(image.files("app"))
                .contains(
                        image.root().resolve("app/quarkus-run.jar"),
                        image.root().resolve("app/sbom.cdx.json"))
                .allSatisfy(file -> {
                    assertThat(attribute(file, "unix:uid"))
                            .as("owner of " + file)
                            .isZero();
                    assertThat(attribute(file, "unix:mode") & WRITABLE_BY_OTHERS)
                            .as("mode of " + file)
                            .isZero();
                });
    }

    @ParameterizedTest
    @EnumSource
    void givenARootFileSystem_whenTheEntryPointRunsInIt_thenTheServiceNeedsNothingAndWritesToItsVolumeAlone(
            RootFileSystem root, @TempDir Path run) throws Exception {
        List<String> before = FileList.of(image.root());
        int management = Ports.free();

        try (ContainedRun container =
                ContainedRun.start(image, root, parts.environment(SERVICE, Ports.free(), management), run)) {
            container.awaitReady(management);

            isNobody(container.status());
            mayWrite(container.status(), root);
            assertThat(container.volumeFiles()).as("native libraries").isNotEmpty();
            assertThat(container.end(UnprivilegedRun.STOP))
                    .as(() -> ImageContents.read(run.resolve("log")))
                    .contains(UnprivilegedRun.ENDED_BY_SIGTERM);
        }
        assertThat(FileList.of(image.root())).isEqualTo(before);
    }

    private static void isNobody(ProcessStatus status) {
        assertThat(status.id()).as("the first process of its container").isEqualTo("1");
        assertThat(status.users()).containsOnly(NOBODY);
        assertThat(status.groups()).containsOnly(NOBODY);
        assertThat(status.capabilities()).containsOnly(0L);
        assertThat(status.mayGetNewPrivileges()).isFalse();
    }

    private static void mayWrite(ProcessStatus status, RootFileSystem root) {
        assertThat(status.writable())
                .containsExactlyInAnyOrderElementsOf(
                        root == RootFileSystem.WRITABLE ? List.of("/", "/tmp") : List.of("/tmp"));
    }

    /** As {@code make image} does; beside this checkout, where an image may be that somebody has use for. */
    private static Path write(String base) throws IOException, InterruptedException {
        Path program = Checkout.file("deploy/images/target/ballast-images.jar");
        assertThat(program).as("make rehearse-images packages it").exists();
        Path checkout = directory.resolve("checkout");
        for (String needed :
                List.of("deploy/images", SERVICE + "/target/quarkus-app", SERVICE + "/target/sbom.cdx.json")) {
            Path link = checkout.resolve(needed);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Checkout.file(needed));
        }
        Answer written = Program.run(
                directory,
                List.of(
                        ImageContents.JAVA,
                        "-jar",
                        program.toString(),
                        checkout.toString(),
                        SERVICE,
                        base,
                        "1.0.0-rehearsal"));
        assertThat(written.exitCode()).as(written.output()).isZero();
        return checkout.resolve(SERVICE).resolve("target/image.tar");
    }

    private static int attribute(Path file, String name) throws IOException {
        return (int) Files.getAttribute(file, name, LinkOption.NOFOLLOW_LINKS);
    }
}
