package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the images promise, for one service of four: {@link TrainedServicesRehearsal} has them all, and takes its time. */
class UnprivilegedServiceIT {

    private static final String SERVICE = "ledger-service";

    @TempDir
    private Path directory;

    @Test
    void givenATrainedService_whenNobodyUnprivilegedRunsIt_thenItStartsFromItsCacheAndWritesTemporaryFilesAlone()
            throws Exception {
        try (ServiceParts parts = ServiceParts.start()) {
            UnprivilegedRun.trained(SERVICE, parts, directory).becomesReadyFromItsCacheAndEndsAtSigterm();
        }
    }

    /** The JVM looks at it before there is any service, so it takes none. */
    @Test
    void givenACacheThatIsNone_whenTheJvmStartsWithTheImagesOptions_thenItGoesOnWithoutUnlessItMustNot()
            throws Exception {
        ImageContents image = ImageContents.of(SERVICE, directory);
        Files.writeString(image.app().resolve(ImageContents.CACHE), "no cache at all");

        assertThat(started(image, "-version").exitCode()).isZero();
        assertThat(started(image, "-XX:AOTMode=on", "-version").output()).contains("Unable to use AOT cache");
    }

    private Answer started(ImageContents image, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(image.java());
        command.addAll(List.of(options));
        return Program.run(directory, command);
    }
}
