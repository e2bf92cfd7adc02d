package io.ballast.notification.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.LogRecords;
import io.ballast.notification.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Handshakes that no ordinary client sends. */
@QuarkusTest
class RawHandshakeIT extends RunningService {

    private static final int READ_TIMEOUT_MS = 20_000;
    private static final String KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String UPGRADE = "Upgrade: websocket";
    private static final String CONNECTION = "Connection: keep-alive, Upgrade";

    @Test
    void givenAQueryThatCannotBeDecoded_whenASocketIsAskedFor_thenItIsMalformedAndItsTextIsNowhere()
            throws IOException {
        try (LogRecords log = LogRecords.of("", Level.WARNING)) {
            String answer = ask("GET /balance?token=secret%zz HTTP/1.1", UPGRADE, CONNECTION, VERSION, KEY);

            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertFalse(answer.contains("secret"), answer);
            assertEquals(List.of(), log.messages());
        }
    }

    @Test
    void givenAHandshakeThatLacksAPart_whenASocketIsAskedFor_thenTheClientIsToldHow() throws IOException {
        String request = "GET /balance HTTP/1.1";

        for (String answer : List.of(
                ask(request, authorization()),
                ask(request, authorization(), "Upgrade: another", CONNECTION, VERSION, KEY),
                ask(request, authorization(), UPGRADE, "Connection: keep-alive", VERSION, KEY),
                ask(request, authorization(), UPGRADE, CONNECTION, "Sec-WebSocket-Version: 8", KEY),
                ask(request, authorization(), UPGRADE, CONNECTION, VERSION))) {
            assertProblem(answer, 426, "upgrade-required");
            assertTrue(answer.toLowerCase().contains("upgrade: websocket"), answer);
            assertTrue(answer.toLowerCase().contains("sec-websocket-version: 13"), answer);
        }
    }

    @Test
    void givenAnotherMethod_whenASocketIsAskedFor_thenItIsNotAllowed() throws IOException {
        String answer = ask("POST /balance HTTP/1.1", authorization(), UPGRADE, CONNECTION, VERSION, KEY);

        assertProblem(answer, 405, "method-not-allowed");
        assertTrue(answer.toLowerCase().contains("allow: get"), answer);
    }

    @Test
    void givenSubprotocolsInTwoHeaders_whenASocketIsAskedFor_thenTheTokenIsFoundInEither() throws IOException {
        String answer = ask(
                "GET /balance HTTP/1.1",
                UPGRADE,
                CONNECTION,
                VERSION,
                KEY,
                "Sec-WebSocket-Protocol: ballast.v1",
                "Sec-WebSocket-Protocol: quarkus-http-upgrade#Authorization#Bearer%20" + token());

        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        assertTrue(answer.toLowerCase().contains("sec-websocket-protocol: ballast.v1"), answer);
    }

    private String token() {
        return tokens.token("user-raw", "user").sign();
    }

    private String authorization() {
        return "Authorization: Bearer " + token();
    }

    /** Sends the request as it is and gives what comes back first. */
    private String ask(String request, String... headers) throws IOException {
        try (Socket socket = new Socket(balance.getHost(), balance.getPort())) {
            socket.setSoTimeout(READ_TIMEOUT_MS);
            String head = request + "\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                    + (headers.length == 0 ? "" : "\r\n") + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] answer = new byte[8192];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }

    private static void assertProblem(String answer, int status, String code) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("\"code\":\"" + code + "\""), answer);
    }
}
