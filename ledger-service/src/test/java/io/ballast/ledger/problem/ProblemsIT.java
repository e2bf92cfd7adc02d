package io.ballast.ledger.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.RunningService;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, the answer is a problem of a stable type. */
@QuarkusTest
class ProblemsIT extends RunningService {

    @TestHTTPResource("/")
    URI service;

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
    }
}
