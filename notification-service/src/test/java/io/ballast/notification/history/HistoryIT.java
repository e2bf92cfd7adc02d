package io.ballast.notification.history;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.json.EventJson;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Oracle;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.ballast.notification.stream.StreamConfig;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that holds no connection is told over HTTP. */
@QuarkusTest
class HistoryIT extends RunningService {

    @Inject
    StreamConfig stream;

    @Test
    void givenAClientWithoutAPlace_whenItAsks_thenItBeginsWithTheBalanceAndGoesOnInPages() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        deliver(ledger, ledger.change("1.00"));
        JsonNode first = page(ledger, "");
        deliver(ledger, ledger.completed("1.00"), ledger.change("2.00"), ledger.completed("2.00"));

        // when
        JsonNode second = page(ledger, "?limit=2&since=" + first.get("next").textValue());
        JsonNode third = page(ledger, "?limit=2&since=" + second.get("next").textValue());
        JsonNode last = page(ledger, "?since=" + third.get("next").textValue());

        // then
        assertEquals(List.of("balance_initial"), events(first));
        assertFalse(first.get("recovered").booleanValue());
        assertEquals(List.of("transaction_completed", "balance_updated"), events(second));
        assertTrue(second.get("more").booleanValue());
        assertTrue(second.get("recovered").booleanValue());
        assertEquals(List.of("transaction_completed"), events(third));
        assertFalse(third.get("more").booleanValue());
        assertEquals(third.get("next"), third.get("events").get(0).get("id"));
        assertEquals(List.of(), events(last));
        assertEquals(third.get("next"), last.get("next"));
        Oracle.of(frames(first, second, third, last), ledger).assertBalance(ledger, "3.00");
    }

    @Test
    void givenAStreamThatIsTrimmedPastAPlace_whenItsReadersComeBack_thenEachBeginsAnewInAnEpochOfItsOwn() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        deliver(ledger, ledger.change("1.00"));
        String place = page(ledger, "").get("next").textValue();
        Event<?>[] more = Stream.generate(() -> ledger.change("1.00"))
                .limit(stream.maxLength() * 17 / 16)
                .toArray(Event[]::new);
        deliver(ledger, more);
        try (SocketClient other = connect(ledger);
                SocketClient behind = SocketClient.connect(URI.create(balance + "?since=" + place), token(ledger))) {

            // when
            JsonNode page = page(ledger, "?since=" + place);
            JsonNode initial = behind.await("balance_initial", 1).getFirst();

            // then
            assertEquals(List.of("balance_initial"), events(page));
            assertFalse(page.get("recovered").booleanValue());
            assertNotEquals(epoch(place), epoch(page.get("next").textValue()));
            assertNotEquals(epoch(place), epoch(initial.get("id").textValue()));

            // when it goes on
            deliver(ledger, ledger.change("1.00"), ledger.completed("1.00"));
            JsonNode next = page(ledger, "?since=" + page.get("next").textValue());
            behind.await("transaction_completed", 1);
            other.await("transaction_completed", 1);

            // then everybody has all of it, and nobody else had to begin anew
            assertTrue(next.get("recovered").booleanValue());
            Oracle.of(frames(page, next), ledger).assertBalance(ledger, "274.00");
            Oracle.of(behind.frames(), ledger).assertBalance(ledger, "274.00");
            assertEquals(1, Oracle.of(other.frames(), ledger).beginnings());
            assertEquals(epoch(place), epoch(other.frames().getLast().get("id").textValue()));
        }
    }

    @Test
    void givenAStreamThatIsLost_whenAClientComesBack_thenItBeginsAnew() {
        LedgerFixture ledger = LedgerFixture.newUser();
        deliver(ledger, ledger.change("7.00"));
        String place = page(ledger, "").get("next").textValue();
        redis.flushAll();

        JsonNode page = page(ledger, "?since=" + place);

        assertEquals(List.of("balance_initial"), events(page));
        assertNotEquals(epoch(place), epoch(page.get("next").textValue()));
        assertEquals(
                "7.00", page.get("events").get(0).get("data").get("balance").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?since=yesterday", "?since=", "?limit=0", "?limit=257", "?limit=x", "?limit=-1"})
    void givenWhatCannotBeRead_whenItIsAsked_thenItIsAProblem(String query) {
        get(token(LedgerFixture.newUser()), query).statusCode(400).body("code", equalTo("malformed-request"));
    }

    @Test
    void givenNoGoodToken_whenItIsAsked_thenNothingIsTold() {
        LedgerFixture ledger = LedgerFixture.newUser();
        deliver(ledger, ledger.change("1.00"));

        get("nonsense", "").statusCode(401).body("code", equalTo("unauthorized"));
        String elsewhere = tokens.token(ledger.userId(), "user").tenant("north").sign();
        get(elsewhere, "").statusCode(200).body("events[0].data.balance", equalTo(null));
        given().auth()
                .oauth2(token(ledger))
                .delete(balance.resolve("/v1/notifications"))
                .then()
                .statusCode(405)
                .header("Allow", "GET");
    }

    @Test
    void givenAUserThatAsksWithoutEnd_whenItIsTooMuch_thenOnlyThatUserIsRefused() {
        String token = token(LedgerFixture.newUser());

        int status = 200;
        ValidatableResponse last = null;
        for (int i = 0; i < 500 && status == 200; i++) {
            last = get(token, "");
            status = last.extract().statusCode();
        }

        last.statusCode(429).header("Retry-After", "10").body("code", equalTo("too-many-requests"));
        get(token(LedgerFixture.newUser()), "").statusCode(200);
    }

    private void deliver(LedgerFixture ledger, Event<?>... events) {
        try (SocketClient witness = connect(ledger)) {
            int before = witness.frames().size();
            publish(events);
            Awaitility.await().until(() -> witness.frames().size() >= before + events.length);
        }
    }

    private JsonNode page(LedgerFixture of, String query) {
        try {
            return EventJson.mapper()
                    .readTree(get(token(of), query).statusCode(200).extract().asString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ValidatableResponse get(String token, String query) {
        return given().auth()
                .oauth2(token)
                .get(balance.resolve("/v1/notifications" + query))
                .then();
    }

    private static String epoch(String id) {
        return id.substring(0, id.indexOf(':'));
    }

    private static List<String> events(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.get("events").forEach(frame -> names.add(frame.get("event").textValue()));
        return names;
    }

    private static List<JsonNode> frames(JsonNode... pages) {
        List<JsonNode> frames = new ArrayList<>();
        for (JsonNode page : pages) {
            page.get("events").forEach(frames::add);
        }
        return frames;
    }
}
