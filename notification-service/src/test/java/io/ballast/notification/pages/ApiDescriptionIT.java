package io.ballast.notification.pages;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ballast.notification.ControlledService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of the API of all four services, as clients get it. Its page in a browser: deploy/acceptance. */
@QuarkusTest
class ApiDescriptionIT extends ControlledService {

    private static final Path COMMITTED = Path.of("..", "deploy", "api");

    @ParameterizedTest
    @ValueSource(strings = {"openapi.yaml", "asyncapi.yaml"})
    void givenACommittedDocument_whenItIsAskedFor_thenItIsServedAsItIs(String name) throws IOException {
        byte[] served = get("/" + name)
                .statusCode(200)
                .header("Content-Type", startsWith("application/yaml"))
                .extract()
                .asByteArray();

        assertEquals(Files.readString(COMMITTED.resolve(name)), new String(served, StandardCharsets.UTF_8));
    }

    @Test
    void givenTheDocument_whenItIsAskedForAsJson_thenItIsTheSame() throws IOException {
        byte[] served = get("/openapi.json")
                .statusCode(200)
                .header("Content-Type", startsWith("application/json"))
                .extract()
                .asByteArray();

        assertEquals(
                new YAMLMapper().readTree(COMMITTED.resolve("openapi.yaml").toFile()),
                new ObjectMapper().readTree(served));
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/, text/html",
        "/docs/docs.js, text/javascript",
        "/docs/swagger-ui/swagger-ui-bundle.js, text/javascript",
        "/docs/swagger-ui/swagger-ui.css, text/css",
        "/docs/swagger-ui/favicon-32x32.png, image/png"
    })
    void givenAFileOfThePage_whenItIsAskedFor_thenItComesUnderAStrictPolicy(String path, String type) {
        String tag = get(path)
                .statusCode(200)
                .header("Content-Type", startsWith(type))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header(
                        "Content-Security-Policy",
                        startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag).get(balance.resolve(path)).then().statusCode(304);
    }

    @Test
    void givenThePage_whenItIsRead_thenItNamesNoOtherOriginAndHasNoStyleInIt() {
        get("/docs/")
                .body(not(containsString("http://")))
                .body(not(containsString("https://")))
                .body(not(containsString("<style")));
    }

    @Test
    void givenThePageWithoutItsSlash_whenItIsAskedFor_thenTheBrowserIsLedToIt() {
        get("/docs").statusCode(308).header("Location", equalTo("/docs/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/nothing", "/docs/..%2fopenapi.yaml", "/docs/swagger-ui/index.html"})
    void givenAFileThatIsNotOfThePage_whenItIsAskedFor_thenThatIsAProblem(String path) {
        get(path).statusCode(404).header("Content-Type", startsWith("application/problem+json"));
    }

    @Test
    void givenThePage_whenItIsPostedTo_thenThatIsAProblem() {
        given().post(balance.resolve("/docs/")).then().statusCode(405);
    }

    private ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(balance.resolve(path))
                .then();
    }
}
