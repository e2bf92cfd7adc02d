package io.ballast.notification.socketio;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.LedgerFixture;
import io.ballast.notification.LogRecords;
import io.ballast.notification.RunningService;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Engine.IO's polls by hand: what a client must not do, and what becomes of it. */
@QuarkusTest
class EngineIoIT extends RunningService {

    private static final String UP = "/socket.io/?EIO=4&transport=polling";

    @Inject
    MeterRegistry meters;

    @Test
    void givenRequestsThatAreWrong_whenTheyCome_thenEachIsAnsweredByItsCode() {
        assertError(get("/socket.io/?EIO=3&transport=polling"), 400, 5);
        assertError(get("/socket.io/?transport=polling"), 400, 5);
        assertError(get("/socket.io/?EIO=4&transport=pigeon"), 400, 0);
        assertError(get("/socket.io/?EIO=4"), 400, 0);
        assertError(get(UP + "&sid=unknown"), 400, 1);
        assertError(given().body("x").post(balance.resolve(UP)).then(), 400, 2);
        assertError(get("/socket.io/?EIO=4&transport=websocket"), 400, 3);
        assertError(
                given().header("Origin", "https://evil.example")
                        .get(balance.resolve(UP))
                        .then(),
                403,
                4);
    }

    @Test
    void givenAPoll_whenAnotherComes_thenTheConnectionIsClosed() {
        String sid = open();
        CompletableFuture<HttpResponse<String>> first = poll(sid);
        CompletableFuture<HttpResponse<String>> second = poll(sid);

        List<Integer> statuses = List.of(
                        first.join().statusCode(), second.join().statusCode())
                .stream()
                .sorted()
                .toList();

        assertEquals(List.of(200, 400), statuses);
        assertError(get(UP + "&sid=" + sid), 400, 1);
    }

    @Test
    void givenMoreThanAPayloadMayHave_whenItIsSent_thenItIsRefused() {
        String sid = open();

        given().body("4" + "x".repeat(70_000))
                .post(balance.resolve(UP + "&sid=" + sid))
                .then()
                .statusCode(413);
    }

    @Test
    void givenAClient_whenItTakesItsPacketsByHand_thenTheyAreThoseOfTheProtocol() {
        LedgerFixture ledger = LedgerFixture.newUser();
        publish(ledger.change("1.00"));
        String sid = open();
        send(sid, "40/balance,{\"token\":\"" + token(ledger) + "\"}");

        String packets = poll(sid).join().body();
        assertTrue(packets.startsWith("40/balance,{\"sid\":\""), packets);
        assertTrue(packets.contains("\"pid\":\""), packets);
        String initial = packets.contains("\u001e")
                ? packets.substring(packets.indexOf('\u001e') + 1)
                : poll(sid).join().body();
        assertTrue(initial.startsWith("42/balance,[\"balance_initial\",{\"balance\":"), initial);
        send(sid, "1");
        assertError(get(UP + "&sid=" + sid), 400, 1);
    }

    @Test
    void givenFuzzedPackets_whenTheyCome_thenNothingFailsHereAndNoSessionStays() {
        Random random = new Random(11);
        String alphabet = "0123456b/balance,?[]{}\"\\-:\u001e\u0000é";
        LedgerFixture ledger = LedgerFixture.newUser();
        double before = sockets();
        double clientsBefore = clients();
        try (LogRecords log = LogRecords.of("", Level.SEVERE)) {
            for (int i = 0; i < 60; i++) {
                String sid = open();
                if (i % 2 == 0) {
                    send(sid, "40/balance,{\"token\":\"" + token(ledger) + "\"}");
                }
                StringBuilder packets = new StringBuilder(i % 3 == 0 ? "42/balance,[\"" : "");
                for (int length = random.nextInt(40); length > 0; length--) {
                    packets.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                send(sid, packets.toString());
                send(sid, "1");
            }
            await().until(() -> sockets() <= before);
            await().until(() -> clients() <= clientsBefore);
            assertEquals(List.of(), log.messages());
        }
    }

    private double clients() {
        return meters.get("notification.socketio.clients").gauge().value();
    }

    private double sockets() {
        return meters.get("notification.sockets.open").gauge().value();
    }

    private String open() {
        String packet = get(UP).statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(containsString("\"upgrades\":[\"websocket\"]"))
                .extract()
                .asString();
        return packet.substring(9, packet.indexOf('"', 9));
    }

    private void send(String sid, String packets) {
        given().contentType("text/plain; charset=UTF-8").body(packets).post(balance.resolve(UP + "&sid=" + sid));
    }

    private CompletableFuture<HttpResponse<String>> poll(String sid) {
        HttpRequest request =
                HttpRequest.newBuilder(balance.resolve(UP + "&sid=" + sid)).build();
        return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString());
    }

    private ValidatableResponse get(String path) {
        return given().get(balance.resolve(path)).then();
    }

    private static void assertError(ValidatableResponse response, int status, int code) {
        response.statusCode(status).body("code", equalTo(code));
    }
}
