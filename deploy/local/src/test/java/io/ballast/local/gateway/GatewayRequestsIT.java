package io.ballast.local.gateway;

import static io.ballast.local.gateway.GatewayClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Plain requests through the gateway to small real servers. */
class GatewayRequestsIT {

    private Upstreams upstreams;
    private GatewayClient client;

    @BeforeEach
    void givenAGateway() {
        upstreams = new Upstreams(Optional.empty());
        client = new GatewayClient(upstreams.origin());
    }

    @AfterEach
    void stop() {
        upstreams.close();
    }

    @Test
    void aRequestReachesItsServiceAsItIs() throws Exception {
        HttpRequest request = client.to("/transactions?limit=5&after=a%2Fb")
                .header("X-Request-Id", "r-1")
                .header("traceparent", "00-11111111111111111111111111111111-2222222222222222-01")
                .header("Authorization", "Bearer t")
                .POST(BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> response = client.send(request);

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
        HttpRequest request = client.to("/transactions")
                .header("X-Forwarded-For", "10.9.8.7")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "for=10.9.8.7")
                .build();

        JsonObject headers = new JsonObject(client.send(request).body()).getJsonObject("headers");

        assertThat(headers.getMap())
                .containsEntry("x-forwarded-for", "127.0.0.1")
                .containsEntry("x-forwarded-proto", "http")
                .containsEntry("x-forwarded-port", Integer.toString(upstreams.port()))
                .containsEntry("x-forwarded-host", "127.0.0.1:" + upstreams.port())
                .doesNotContainKey("forwarded");
    }

    @Test
    void anAnswerIsStreamedAsItComes() throws Exception {
        var response = client.http().send(client.to("/transactions/halves").build(), BodyHandlers.ofInputStream());

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body()))) {
            assertThat(lines.readLine()).isEqualTo("one");
            upstreams.secondHalf.complete(null);
            assertThat(lines.readLine()).isEqualTo("two");
        }
    }

    @Test
    void aClientThatLeavesAnAnswerWithoutEndFreesTheServiceToo() throws Exception {
        var response = client.http().send(client.to("/transactions/endless").build(), BodyHandlers.ofInputStream());

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body()))) {
            assertThat(lines.readLine()).isEqualTo("one");
        }

        assertThat(upstreams.streamClosed).succeedsWithin(Duration.ofSeconds(20));
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
        HttpResponse<String> response = client.get("/api/balance?token=secret");

        assertProblem(response, 503, "upstream-unavailable");
        assertThat(response.headers().firstValue("retry-after")).contains("1");
        assertThat(response.body()).contains("chain-balance-service").doesNotContain("secret");
    }

    @Test
    void givenAServiceThatHangsUpItIsABadGateway() throws Exception {
        assertProblem(client.get("/transactions/hang-up"), 502, "upstream-unavailable");
    }

    @Test
    void givenAServiceThatSaysNothingTheGatewayDoesNotWaitForEver() throws Exception {
        assertProblem(client.get("/transactions/silence"), 504, "upstream-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/path", "/v1", "/transactions/../q/health", "/q/metrics"})
    void anUnknownPathIsAProblem(String path) throws Exception {
        assertProblem(client.get(path), 404, "not-found");
    }

    @Test
    void healthIsUpOnlyWhenAllFourAre() throws Exception {
        HttpResponse<String> two = client.get("/api/health");
        upstreams.startTheOthers();
        HttpResponse<String> four = client.get("/api/health");

        assertThat(two.statusCode()).isEqualTo(503);
        assertThat(status(two, "ledger-service")).isEqualTo("UP");
        assertThat(status(two, "chain-balance-service")).isEqualTo("DOWN");
        assertThat(four.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(four.body()).getString("status")).isEqualTo("UP");
    }

    @Test
    void healthNamesTheChecksThatFail() throws Exception {
        upstreams.startTheOthersUnready();

        HttpResponse<String> health = client.get("/api/health");

        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(service(health, "auto-deposit-service").getJsonArray("failing"))
                .isEqualTo(new JsonArray().add("PostgreSQL"));
    }

    private static BodyPublisher body(int length, boolean declared) {
        byte[] bytes = new byte[length];
        return declared
                ? BodyPublishers.ofByteArray(bytes)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    private HttpResponse<String> post(BodyPublisher body) throws Exception {
        return client.send(client.to("/transactions/topup").POST(body).build());
    }

    private static String status(HttpResponse<String> health, String service) {
        return service(health, service).getString("status");
    }

    private static JsonObject service(HttpResponse<String> health, String service) {
        return new JsonObject(health.body()).getJsonObject("services").getJsonObject(service);
    }
}
