package io.ballast.notification;

import io.ballast.infrastructure.testkit.CommittedOpenApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The committed openapi.yaml is what the service serves. */
@QuarkusTest
class OpenApiIT extends RunningService {

    @Test
    void givenTheCommittedDocument_whenTheServiceIsAsked_thenItIsTheSame() {
        CommittedOpenApi.assertUpToDate();
    }
}
