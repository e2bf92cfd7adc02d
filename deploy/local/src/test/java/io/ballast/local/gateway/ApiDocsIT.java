package io.ballast.local.gateway;

import static io.ballast.local.gateway.GatewayClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of the API, as the gateway serves it. */
class ApiDocsIT {

    private static final Path DEPLOY = Path.of("..");

    private static Upstreams upstreams;
    private static GatewayClient client;

    @BeforeAll
    static void givenAGateway() {
        upstreams = new Upstreams(Optional.empty());
        client = new GatewayClient(upstreams.origin());
    }

    @AfterAll
    static void stop() {
        upstreams.close();
    }

    @Test
    void givenTheCommittedDocument_whenItIsAskedFor_thenItIsServedAsItIsAndAsJson() throws Exception {
        String committed = Files.readString(DEPLOY.resolve("api/openapi.yaml"));

        HttpResponse<String> yaml = client.get("/openapi.yaml");
        HttpResponse<String> json = client.get("/openapi.json");

        assertThat(yaml.body()).isEqualTo(committed);
        assertThat(yaml.headers().firstValue("content-type")).contains("application/yaml");
        assertThat(json.headers().firstValue("content-type")).contains("application/json");
        assertThat(new ObjectMapper().readTree(json.body())).isEqualTo(new YAMLMapper().readTree(committed));
    }

    @Test
    void givenTheSocketsDocument_whenItIsAskedFor_thenItIsServed() throws Exception {
        assertThat(client.get("/asyncapi.yaml").body())
                .isEqualTo(Files.readString(DEPLOY.resolve("api/asyncapi.yaml")));
    }

    @Test
    void givenThePage_whenItIsAskedFor_thenNothingButItsOwnFilesMayBeLoaded() throws Exception {
        HttpResponse<String> page = client.get("/docs/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("<style");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void givenThePageWithoutItsSlash_whenItIsAskedFor_thenTheBrowserIsLedToIt() throws Exception {
        HttpResponse<String> led = client.get("/docs");

        assertThat(led.statusCode()).isEqualTo(308);
        assertThat(led.headers().firstValue("location")).contains("/docs/");
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/docs.js, text/javascript",
        "/docs/swagger-ui/swagger-ui-bundle.js, text/javascript",
        "/docs/swagger-ui/swagger-ui.css, text/css",
        "/docs/swagger-ui/favicon-32x32.png, image/png"
    })
    void givenAFileOfThePage_whenItIsAskedFor_thenItIsServed(String path, String mediaType) throws Exception {
        HttpResponse<String> file = client.get(path);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("content-type").orElseThrow()).startsWith(mediaType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/nothing", "/docs/../routes.yaml", "/docs/swagger-ui/index.html"})
    void givenAFileThatIsNotOfThePage_whenItIsAskedFor_thenNothingIsThere(String path) throws Exception {
        assertProblem(client.get(path), 404, "not-found");
    }

    @Test
    void givenThePage_whenItIsPostedTo_thenItIsRefused() throws Exception {
        assertProblem(
                client.send(
                        client.to("/docs/").POST(BodyPublishers.ofString("")).build()),
                405,
                "method-not-allowed");
    }
}
