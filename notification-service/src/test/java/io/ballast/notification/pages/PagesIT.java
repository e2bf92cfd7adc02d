package io.ballast.notification.pages;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.ballast.notification.ControlledService;
import io.ballast.notification.NodeTests;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as they are served, and the user's in a real browser. The whole set's console is tested in deploy/acceptance. */
@QuarkusTest
class PagesIT extends ControlledService {

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/console/, text/html",
        "/pages/base.css, text/css",
        "/pages/user/main.js, text/javascript",
        "/pages/client/index.js, text/javascript",
        "/pages/icon.svg, image/svg+xml"
    })
    void givenAFile_whenItIsAsked_thenItComesUnderAStrictPolicy(String path, String type) {
        String tag = get(path)
                .statusCode(200)
                .header("Content-Type", startsWith(type))
                .header("Cache-Control", equalTo("no-cache"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header(
                        "Content-Security-Policy",
                        startsWith("default-src 'none'; script-src 'self'; style-src 'self';"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .body(not(emptyString()))
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag)
                .get(balance.resolve(path))
                .then()
                .statusCode(304)
                .body(emptyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pages/", "/pages/none.js", "/pages/index.txt", "/pages/..%2fapplication.properties"})
    void givenNoSuchFile_whenItIsAsked_thenThatIsAProblem(String path) {
        given().urlEncodingEnabled(false)
                .get(balance.resolve(path))
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void givenThePages_whenTheyAreAskedInAnotherWay_thenTheyAnswerAsHttpHasIt() {
        given().post(balance.resolve("/")).then().statusCode(405).contentType("application/problem+json");
        given().head(balance.resolve("/console/")).then().statusCode(200).body(emptyString());
        given().redirects()
                .follow(false)
                .get(balance.resolve("/console"))
                .then()
                .statusCode(308)
                .header("Location", equalTo("/console/"));
        get("/console/nothing").statusCode(404);
    }

    @Test
    void givenARealBrowser_whenAUserLooks_thenThePageDoesWhatItShould() {
        NodeTests.assertGreen(Path.of("src/test/node"), environment(), "page-rules.test.mjs", "user-page.test.mjs");
    }

    private ValidatableResponse get(String path) {
        return given().get(balance.resolve(path)).then();
    }
}
