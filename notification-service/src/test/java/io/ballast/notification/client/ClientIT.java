package io.ballast.notification.client;

import io.ballast.notification.ControlledService;
import io.ballast.notification.NodeTests;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The TypeScript client against this service; its tests are in {@code client/test}. */
@QuarkusTest
class ClientIT extends ControlledService {

    @Test
    void givenTheRunningService_whenTheClientsTestsRun_thenTheyAreGreen() {
        NodeTests.assertGreen(Path.of("client"), environment(), "test/rules.test.mjs", "test/service.test.mjs");
    }
}
