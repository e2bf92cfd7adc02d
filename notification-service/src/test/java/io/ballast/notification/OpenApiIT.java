package io.ballast.notification;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed openapi.yaml is what the service serves. */
@QuarkusTest
class OpenApiIT extends RunningService {

    private static final Path COMMITTED = Path.of("openapi.yaml");

    /** Run with {@code -Dballast.openapi.update=true} to write the file anew. */
    @Test
    void givenTheCommittedDocument_whenTheServiceIsAsked_thenItIsTheSame() throws IOException {
        String served = given().get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .body()
                .asString();

        if (Boolean.getBoolean("ballast.openapi.update")) {
            Files.writeString(COMMITTED, served);
        }
        assertEquals(Files.readString(COMMITTED), served, "openapi.yaml is stale");
    }
}
