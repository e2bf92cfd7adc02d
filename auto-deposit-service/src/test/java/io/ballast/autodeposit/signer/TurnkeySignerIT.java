package io.ballast.autodeposit.signer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ballast.autodeposit.http.LoopbackHttp;
import io.ballast.autodeposit.signer.Signer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellar.sdk.KeyPair;

/** The client against an HTTP server that checks the stamp and answers as Turnkey's API does. */
class TurnkeySignerIT {

    private static final String PRIVATE_KEY = "487f361ddfd73440e707f4daa6775b376859e8a3c9f29b3bb694a12927c0213c";
    private static final String PUBLIC_KEY = "02f739f8c77b32f4d5f13265861febd76e7a9c61a1140d296b8c16302508870316";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair wallet = KeyPair.random();
    private final String hash = "ab".repeat(32);
    private final List<String> bodies = new ArrayList<>();
    private final Deque<String> statuses = new ArrayDeque<>();
    private int httpStatus = 200;
    private HttpServer server;
    private TurnkeySigner signer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/public/v1/submit/sign_raw_payload", this::answer);
        server.start();
        signer = new TurnkeySigner(
                LoopbackHttp.create(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "org-1",
                PUBLIC_KEY,
                PRIVATE_KEY,
                Duration.ofSeconds(5),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void givenAnActivityThatNeedsTime_whenAskedAgain_thenTheSameBodyIsSentAndTheSignatureIsTheWallets()
            throws Exception {
        // given
        statuses.addAll(
                List.of("ACTIVITY_STATUS_PENDING", "ACTIVITY_STATUS_CONSENSUS_NEEDED", "ACTIVITY_STATUS_COMPLETED"));
        String request = signer.request(wallet.getAccountId(), hash);

        // when
        Answer first = signer.sign(wallet.getAccountId(), request);
        Answer second = signer.sign(wallet.getAccountId(), request);
        Answer third = signer.sign(wallet.getAccountId(), request);

        // then
        assertEquals(new Answer.Pending("signer_pending"), first);
        assertEquals(new Answer.Pending("signer_consensus_needed"), second);
        byte[] expected = wallet.sign(HexFormat.of().parseHex(hash));
        assertArrayEquals(
                expected, assertInstanceOf(Answer.Signature.class, third).bytes());
        assertEquals(List.of(request, request, request), bodies);
        JsonNode body = JSON.readTree(request);
        assertEquals("ACTIVITY_TYPE_SIGN_RAW_PAYLOAD_V2", body.get("type").asText());
        assertEquals("org-1", body.get("organizationId").asText());
        assertEquals(
                wallet.getAccountId(), body.get("parameters").get("signWith").asText());
        assertEquals(hash, body.get("parameters").get("payload").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "200, ACTIVITY_STATUS_REJECTED, signer_rejected",
        "200, ACTIVITY_STATUS_FAILED, signer_failed",
        "401, ACTIVITY_STATUS_COMPLETED, signer_http_401",
    })
    void givenARefusal_whenAsked_thenItIsFinal(int http, String status, String code) {
        // given
        httpStatus = http;
        statuses.add(status);

        // when, then
        assertEquals(new Answer.Refused(code), sign());
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "429"})
    void givenAServerThatCannotAnswer_whenAsked_thenItIsAskedAgain(int http) {
        // given
        httpStatus = http;
        statuses.add("ACTIVITY_STATUS_COMPLETED");

        // when, then
        assertEquals(new Answer.Pending("signer_unavailable"), sign());
    }

    @Test
    void givenNoServer_whenAsked_thenItIsAskedAgain() {
        server.stop(0);

        assertEquals(new Answer.Pending("signer_unavailable"), sign());
    }

    private Answer sign() {
        return signer.sign(wallet.getAccountId(), signer.request(wallet.getAccountId(), hash));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(new String(body, UTF_8));
            JsonNode stamp = JSON.readTree(
                    Base64.getUrlDecoder().decode(exchange.getRequestHeaders().getFirst("X-Stamp")));
            assertTrue(TurnkeyStamp.verifies(
                    PUBLIC_KEY,
                    body,
                    HexFormat.of().parseHex(stamp.get("signature").asText())));
            byte[] signature = wallet.sign(HexFormat.of().parseHex(hash));
            String answer = """
                    {"activity":{"id":"a-1","status":"%s","result":{"signRawPayloadResult":{"r":"%s","s":"%s","v":"00"}}}}
                    """.formatted(
                            statuses.poll(),
                            HexFormat.of().formatHex(signature, 0, 32),
                            HexFormat.of().formatHex(signature, 32, 64));
            exchange.sendResponseHeaders(httpStatus, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
        } catch (GeneralSecurityException | AssertionError badStamp) {
            exchange.sendResponseHeaders(400, -1);
        }
    }
}
