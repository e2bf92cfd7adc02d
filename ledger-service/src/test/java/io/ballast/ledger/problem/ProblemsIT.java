package io.ballast.ledger.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.ledger.RunningService;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, the answer is a problem of a stable type. */
@QuarkusTest
class ProblemsIT extends RunningService {

    @TestHTTPResource("/")
    URI service;

    JwksServer jwks;

    @Test
    void givenNoToken_whenAnythingIsAsked_thenOneIsDemanded() {
        for (String path : List.of("/v1/accounts", "/transactions/balance/cached", "/transactions/" + user)) {
            assertProblem(given().get(path).then(), 401, "unauthorized").header("WWW-Authenticate", equalTo("Bearer"));
        }
        assertProblem(
                given().body(payment("-1"))
                        .contentType(ContentType.JSON)
                        .post("/transactions")
                        .then(),
                401,
                "unauthorized");
    }

    @Test
    void givenATokenThatIsNotGood_whenItIsUsed_thenItIsRefused() {
        for (String token : List.of(
                tokens.token(user, "user").expired().sign(),
                tokens.token(user, "user").issuer("somebody").sign(),
                tokens.token(user, "user").audience("others").sign(),
                tokens.token(user, "user").signWithForeignKey(),
                "no.token.atall",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.")) {
            assertProblem(as(token).get("/v1/accounts").then(), 401, "unauthorized")
                    .header("WWW-Authenticate", startsWith("Bearer"));
        }
    }

    @Test
    void givenAKeyServerThatIsAway_whenATokenNeedsIt_thenTheClientIsToldToTryAgainAndNotToLogIn() {
        // given
        asUser().get("/v1/accounts").then().statusCode(200);
        String ofAnUnknownKey = TokenIssuer.create().token(user, "user").sign();
        jwks.goAway();

        // then
        try {
            assertProblem(as(ofAnUnknownKey).get("/v1/accounts").then(), 503, "unavailable")
                    .header("Retry-After", equalTo("1"))
                    .header("WWW-Authenticate", nullValue());
            asUser().get("/v1/accounts").then().statusCode(200);
            assertProblem(
                    as(tokens.token(user, "user").expired().sign())
                            .get("/v1/accounts")
                            .then(),
                    401,
                    "unauthorized");
        } finally {
            jwks.comeBack();
        }
        assertProblem(as(ofAnUnknownKey).get("/v1/accounts").then(), 401, "unauthorized");
    }

    @Test
    void givenATokenWithoutWhatIsNeeded_whenItIsUsed_thenItIsForbidden() {
        assertProblem(
                as(tokens.token(user, "user").withoutTenant().sign())
                        .get("/v1/accounts")
                        .then(),
                403,
                "tenant-missing");
        for (String tenant : List.of("", "a:b", "A", "a".repeat(64), "a b")) {
            assertProblem(
                    as(tokens.token(user, "user").tenant(tenant).sign())
                            .get("/v1/accounts")
                            .then(),
                    403,
                    "tenant-missing");
        }
        assertProblem(as(tokens.token(user).sign()).get("/v1/accounts").then(), 403, "forbidden");
        assertProblem(
                as(tokens.token(user, "operator").sign()).get("/v1/accounts").then(), 403, "forbidden");
    }

    @Test
    void givenAnUnknownPathMethodOrType_whenItIsAsked_thenTheAnswerIsAProblem() {
        assertProblem(asUser().get("/nothing/here").then(), 404, "not-found");
        assertProblem(asUser().delete("/v1/accounts").then(), 405, "method-not-allowed");
        assertProblem(asUser().accept(ContentType.XML).get("/v1/accounts").then(), 406, "not-acceptable");
        assertProblem(
                once(asUser())
                        .contentType(ContentType.TEXT)
                        .body("-1")
                        .post("/transactions")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void givenABodyThatIsNoJson_whenItIsSent_thenTheRequestCanNotBeRead() {
        for (String body : List.of("{", "[]", "\"text\"", "{\"amount\": -1, \"type\": }", "[".repeat(5_000))) {
            assertProblem(once(asUser()).body(body).post("/transactions").then(), 400, "malformed-request");
        }
    }

    @Test
    void givenAnOversizeBody_whenItIsSent_thenItIsRefused() {
        // given
        String body = payment("-1").replace("}", ", \"reference\": \"" + "x".repeat(20_000) + "\"}");

        // then
        assertProblem(once(asUser()).body(body).post("/transactions").then(), 413, "payload-too-large");
    }

    @Test
    void givenAnOversizeBodyOfUnknownLength_whenItIsSent_thenItIsRefused() throws IOException {
        // given
        String token = tokens.token(user, "user").sign();
        String chunk = "2710\r\n" + " ".repeat(10_000) + "\r\n";

        // when
        String answer;
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /transactions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                            + "\r\nIdempotency-Key: " + UUID.randomUUID()
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                            + "Connection: close\r\n\r\n" + chunk + chunk + "0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        // then
        assertEquals("HTTP/1.1 413", answer.substring(0, 12));
        assertTrue(answer.contains("\"code\":\"payload-too-large\""), answer);
        assertTrue(answer.contains("\"instance\":\"/transactions\""), answer);
    }

    @Test
    void givenABodyOfUnknownLengthThatFits_whenItIsSent_thenItIsRead() throws Exception {
        // given
        openAccount(user);

        // when
        HttpResponse<String> answer = chunked("/transactions", payment("-1"));

        // then
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals(422, chunked("/transactions", payment("-1000000")).statusCode());
        assertEquals(400, chunked("/transactions", "{").statusCode());
    }

    @Test
    void givenABatch_whenItIsLargerThanOtherBodiesMayBe_thenItIsRead() throws Exception {
        // given
        String item = """
                {"fromAccountId": "%s", "toAccountId": "%s", "amount": 1}""".formatted(UUID.randomUUID(), UUID.randomUUID());
        String batch = "{\"mode\": \"independent\", \"items\": [" + (item + ", ").repeat(400) + item + "]}";

        // then
        once(asUser()).body(batch).post("/v1/transfers/batch").then().statusCode(200);
        HttpResponse<String> inChunks = chunked("/v1/transfers/batch", batch);
        assertEquals(200, inChunks.statusCode(), inChunks.body());
        assertEquals(413, chunked("/v1/transfers/batch", batch.repeat(100)).statusCode());
    }

    @Test
    void givenAValueThatStandsTwiceOrBehindTheEnd_whenItIsSent_thenNoneIsTaken() {
        // given
        openAccount(user);

        // then
        for (String body : List.of(
                "{\"amount\": -1, \"amount\": -2, \"type\": \"payment\"}",
                payment("-1") + payment("-2"),
                payment("NaN"),
                "{\"x\": " + "[".repeat(40) + "]".repeat(40) + "}")) {
            assertProblem(once(asUser()).body(body).post("/transactions").then(), 400, "malformed-request");
        }
        assertProblem(pay(user, "1".repeat(999)), 422, "invalid-amount");
        assertProblem(pay(user, "1".repeat(1_001)), 400, "malformed-request");
    }

    private HttpResponse<String> chunked(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + tokens.token(user, "user").sign())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
