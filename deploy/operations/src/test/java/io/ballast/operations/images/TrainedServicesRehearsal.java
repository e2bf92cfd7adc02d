package io.ballast.operations.images;

import io.ballast.local.settings.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every packaged service with the AOT cache that its image would have: laid out as the Dockerfile does, trained by the
 * Dockerfile's own command. {@code make rehearse-images}.
 */
class TrainedServicesRehearsal {

    private static ServiceParts parts;

    @BeforeAll
    static void startParts() {
        parts = ServiceParts.start();
    }

    @AfterAll
    static void stopParts() {
        parts.close();
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenATrainedService_whenNobodyUnprivilegedRunsIt_thenItStartsFromItsCacheAndEndsAtSigterm(
            ServiceName service, @TempDir Path directory) throws Exception {
        UnprivilegedRun run = UnprivilegedRun.trained(service.module(), parts, directory);
        System.out.printf(
                "ballast: images: the AOT cache of %s has %d MB%n",
                service.module(), Files.size(run.image().app().resolve(ImageContents.CACHE)) >> 20);

        run.becomesReadyFromItsCacheAndEndsAtSigterm();
    }
}
