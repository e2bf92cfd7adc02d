package io.ballast.infrastructure.testkit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code openapi.yaml} in a service's folder. */
public final class CommittedOpenApi {

    private static final Path FILE = Path.of("openapi.yaml");
    private static final String UPDATE = "ballast.openapi.update";

    private CommittedOpenApi() {}

    /** It is what the running service serves; with {@code -Dballast.openapi.update=true} it is written anew instead. */
    public static void assertUpToDate() {
        String served = given().get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .body()
                .asString();
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Files.writeString(FILE, served);
            }
            assertEquals(Files.readString(FILE), served, "openapi.yaml is stale: run with -D" + UPDATE + "=true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
