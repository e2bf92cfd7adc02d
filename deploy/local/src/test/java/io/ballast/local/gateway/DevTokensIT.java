package io.ballast.local.gateway;

import static io.ballast.local.gateway.GatewayClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for whoever asks: in development only. */
class DevTokensIT {

    private Upstreams upstreams;
    private GatewayClient client;

    @BeforeEach
    void givenAGatewayInDevelopment() {
        upstreams = new Upstreams(Optional.of(Upstreams.tokens()));
        client = new GatewayClient(upstreams.origin());
    }

    @AfterEach
    void stop() {
        upstreams.close();
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
        HttpResponse<String> response = client.get("/dev/token?" + query);

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
        assertProblem(client.get("/dev/token?" + query), 400, "invalid-request");
    }

    @Test
    void tokensAndKeysAnswerToGetOnly() throws Exception {
        assertThat(client.get("/dev/jwks.json").body()).isEqualTo("{\"keys\":[]}");
        HttpRequest post =
                client.to("/dev/token?sub=user-a").POST(BodyPublishers.noBody()).build();
        assertProblem(client.send(post), 405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/token?sub=user-a", "/dev/jwks.json", "/dev"})
    void outsideDevelopmentThereAreNoTokens(String path) throws Exception {
        try (Upstreams production = new Upstreams(Optional.empty())) {
            assertProblem(new GatewayClient(production.origin()).get(path), 404, "not-found");
        }
    }
}
