package io.ballast.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain requests through the gateway to small real servers. */
class GatewayRequestsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private Upstreams upstreams;

    @BeforeEach
    void givenAGateway() {
        upstreams = new Upstreams(Optional.of(Upstreams.tokens()));
    }

    @AfterEach
    void stop() {
        upstreams.close();
    }

    @Test
    void aRequestReachesItsServiceAsItIs() throws Exception {
        HttpRequest request = to("/transactions?limit=5&after=a%2Fb")
                .header("X-Request-Id", "r-1")
                .header("traceparent", "00-11111111111111111111111111111111-2222222222222222-01")
                .header("Authorization", "Bearer t")
                .POST(BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("x-from")).contains("ledger");
        JsonObject seen = new JsonObject(response.body());
        assertThat(seen.getString("method")).isEqualTo("POST");
        assertThat(seen.getString("uri")).isEqualTo("/transactions?limit=5&after=a%2Fb");
        assertThat(seen.getInteger("length")).isEqualTo(2);
        assertThat(seen.getJsonObject("headers").getMap())
                .containsEntry("x-request-id", "r-1")
                .containsEntry("traceparent", "00-11111111111111111111111111111111-2222222222222222-01")
                .containsEntry("authorization", "Bearer t");
    }

    @Test
    void whatAClientClaimsToBeForwardedIsReplaced() throws Exception {
        HttpRequest request = to("/transactions")
                .header("X-Forwarded-For", "10.9.8.7")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "for=10.9.8.7")
                .build();

        JsonObject headers =
                new JsonObject(http.send(request, BodyHandlers.ofString()).body()).getJsonObject("headers");

        assertThat(headers.getMap())
                .containsEntry("x-forwarded-for", "127.0.0.1")
                .containsEntry("x-forwarded-proto", "http")
                .containsEntry("x-forwarded-port", Integer.toString(upstreams.port()))
                .containsEntry("x-forwarded-host", "127.0.0.1:" + upstreams.port())
                .doesNotContainKey("forwarded");
    }

    @Test
    void anAnswerIsStreamedAsItComes() throws Exception {
        var response = http.send(to("/transactions/halves").build(), BodyHandlers.ofInputStream());

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body()))) {
            assertThat(lines.readLine()).isEqualTo("one");
            upstreams.secondHalf.complete(null);
            assertThat(lines.readLine()).isEqualTo("two");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyUpToTheBoundPasses(boolean declared) throws Exception {
        HttpResponse<String> response = post(body((int) Upstreams.LARGEST_BODY, declared));

        assertThat(new JsonObject(response.body()).getLong("length")).isEqualTo(Upstreams.LARGEST_BODY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOverTheBoundIsRefused(boolean declared) throws Exception {
        HttpResponse<String> response = post(body((int) Upstreams.LARGEST_BODY * 4, declared));

        assertProblem(response, 413, "payload-too-large");
    }

    @Test
    void givenAServiceThatIsAwayTheAnswerSaysWhenToTryAgain() throws Exception {
        HttpResponse<String> response = get("/api/balance?token=secret");

        assertProblem(response, 503, "upstream-unavailable");
        assertThat(response.headers().firstValue("retry-after")).contains("1");
        assertThat(response.body()).contains("chain-balance-service").doesNotContain("secret");
    }

    @Test
    void givenAServiceThatHangsUpItIsABadGateway() throws Exception {
        assertProblem(get("/transactions/hang-up"), 502, "upstream-unavailable");
    }

    @Test
    void givenAServiceThatSaysNothingTheGatewayDoesNotWaitForEver() throws Exception {
        assertProblem(get("/transactions/silence"), 504, "upstream-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/path", "/v1", "/transactions/../q/health", "/q/metrics"})
    void anUnknownPathIsAProblem(String path) throws Exception {
        assertProblem(get(path), 404, "not-found");
    }

    @Test
    void healthIsUpOnlyWhenAllFourAre() throws Exception {
        HttpResponse<String> two = get("/api/health");
        upstreams.startTheOthers();
        HttpResponse<String> four = get("/api/health");

        assertThat(two.statusCode()).isEqualTo(503);
        assertThat(status(two, "ledger-service")).isEqualTo("UP");
        assertThat(status(two, "chain-balance-service")).isEqualTo("DOWN");
        assertThat(four.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(four.body()).getString("status")).isEqualTo("UP");
    }

    @Test
    void healthNamesTheChecksThatFail() throws Exception {
        upstreams.startTheOthersUnready();

        HttpResponse<String> health = get("/api/health");

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(service(health, "auto-deposit-service").getJsonArray("failing"))
                .isEqualTo(new JsonArray().add("PostgreSQL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "sub=user-a ~ user-a|default|user",
                "sub=user-a&groups=user,admin&tenant=acme ~ user-a|acme|user+admin",
                "sub=u%40example.org&groups=service ~ u@example.org|default|service",
            })
    void inDevelopmentAnyoneGetsAToken(String query, String token) throws Exception {
        HttpResponse<String> response = get("/dev/token?" + query);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(token);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sub=",
                "sub=a%0Ab",
                "sub=user-a&groups=root",
                "sub=user-a&groups=",
                "sub=user-a&groups=user,,admin",
                "sub=user-a&tenant=",
                "sub=user-a&tenant=a/b"
            })
    void aTokenForNobodyInParticularIsRefused(String query) throws Exception {
        assertProblem(get("/dev/token?" + query), 400, "invalid-request");
    }

    @Test
    void tokensAndKeysAnswerToGetOnly() throws Exception {
        assertThat(get("/dev/jwks.json").body()).isEqualTo("{\"keys\":[]}");
        HttpRequest post =
                to("/dev/token?sub=user-a").POST(BodyPublishers.noBody()).build();
        assertProblem(http.send(post, BodyHandlers.ofString()), 405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/token?sub=user-a", "/dev/jwks.json", "/dev"})
    void outsideDevelopmentThereAreNoTokens(String path) throws Exception {
        try (Upstreams production = new Upstreams(Optional.empty())) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(production.origin() + path))
                    .timeout(PATIENCE)
                    .build();

            assertProblem(http.send(request, BodyHandlers.ofString()), 404, "not-found");
        }
    }

    private static BodyPublisher body(int length, boolean declared) {
        byte[] bytes = new byte[length];
        return declared
                ? BodyPublishers.ofByteArray(bytes)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private HttpResponse<String> post(BodyPublisher body) throws Exception {
        return http.send(to("/transactions/topup").POST(body).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(to(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(upstreams.origin() + path)).timeout(PATIENCE);
    }

    private static String status(HttpResponse<String> health, String service) {
        return service(health, service).getString("status");
    }

    private static JsonObject service(HttpResponse<String> health, String service) {
        return new JsonObject(health.body()).getJsonObject("services").getJsonObject(service);
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getString("type")).isEqualTo("urn:ballast:problem:" + code);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("instance")).startsWith("/").doesNotContain("?");
    }
}
