package io.ballast.notification.push;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.deposit.BalanceAlert;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.ballast.notification.push.PushServer.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no socket has acknowledged reaches the user's devices. */
@QuarkusTest
class PushIT extends RunningService {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");

    PushServer push;

    @Inject
    Pool pool;

    @Inject
    PushConfig config;

    @Inject
    MeterRegistry meters;

    private final LedgerFixture ledger = LedgerFixture.newUser();

    @Test
    void givenNoSocket_whenADepositIsConfirmed_thenBrowserAndPhoneAreTold() {
        // given
        Subscription browser = subscribe();
        String phone = phone();

        // when
        publish(deposit("25.00"));

        // then
        JsonNode told = awaitOne(browser.endpoint());
        assertEquals("deposit_confirmed", told.get("event").textValue());
        assertEquals("Deposit confirmed", told.get("title").textValue());
        assertEquals("25.00 USDC", told.get("body").textValue());
        JsonNode message = awaitOne(phone);
        assertEquals("25.00 USDC", message.get("notification").get("body").textValue());
        assertEquals(told.get("id"), message.get("data").get("id"));
        assertTrue(message.get("apns").get("headers").hasNonNull("apns-collapse-id"));
        assertEquals(List.of(), push.refusals());
    }

    @Test
    void givenAnAlertOfALargeChange_whenItComes_thenTheSocketShowsItAndABrowserIsToldOnce() {
        // given
        Subscription browser = subscribe();
        try (SocketClient client = connect(ledger)) {
            // when
            BalanceAlert alert = new BalanceAlert(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    ledger.userId(),
                    "testnet",
                    "GACCOUNT",
                    "USDC",
                    new BigDecimal("110.0000000"),
                    new BigDecimal("85.0000000"),
                    new BigDecimal("-25.0000000"),
                    new BigDecimal("-22.72"),
                    null,
                    20L,
                    Instant.now().truncatedTo(ChronoUnit.MICROS));
            Event<BalanceAlert> event = ledger.event(alert);
            publish(event);
            publish(event);

            // then
            JsonNode shown = client.await("balance_alert", 1).getFirst().get("data");
            assertEquals("GACCOUNT", shown.get("account").textValue());
            assertEquals(20, shown.get("alertPercent").intValue());
            assertFalse(shown.has("userId"));
            assertEquals(
                    "-25.0000000 USDC, now 85.0000000 USDC",
                    awaitOne(browser.endpoint()).get("body").textValue());
        }
    }

    @Test
    void givenASocketThatAcknowledges_whenMoreComesThatItDoesNot_thenOnlyThatIsPushed() {
        Subscription browser = subscribe();
        try (SocketClient client = connect(ledger)) {
            // given
            publish(deposit("1.00"));
            String id =
                    client.await("deposit_confirmed", 1).getFirst().get("id").textValue();
            client.send("{\"event\":\"ack\",\"ackId\":1,\"data\":{\"id\":\"" + id + "\"}}");
            assertEquals(id, client.awaitData("acknowledged").get("position").textValue());

            // when
            publish(deposit("2.00"));

            // then
            assertEquals("2.00 USDC", awaitOne(browser.endpoint()).get("body").textValue());
            awaitStates("acknowledged", "sent");
        }
    }

    @Test
    void givenAClientThatHoldsNoSocket_whenItAsksForWhatFollows_thenItHasSeenWhatWasBefore() {
        Subscription browser = subscribe();
        String start = next("");
        publish(deposit("1.00"));
        await().atMost(PATIENCE).until(() -> !next("?since=" + start).equals(start));
        next("?since=" + next("?since=" + start));

        publish(deposit("2.00"));

        assertEquals("2.00 USDC", awaitOne(browser.endpoint()).get("body").textValue());
        awaitStates("acknowledged", "sent");
    }

    @Test
    void givenAThreshold_whenChangesComeOfEverySize_thenTheLargeAreTold() {
        Subscription browser = subscribe();
        preferences("{\"deposits\":false,\"thresholds\":{\"USD\":100}}");

        publish(
                ledger.change("99.99"),
                ledger.completed("99.99"),
                deposit("500.00"),
                ledger.change("-100.00"),
                ledger.completed("-100.00"));

        assertEquals("-100.00 USD", awaitOne(browser.endpoint()).get("body").textValue());
        awaitStates("sent");
    }

    @Test
    void givenAUserWhoHasSaidNothing_whenChangesComeOfEverySize_thenTheLargeAreToldByDefault() {
        Subscription browser = subscribe();

        publish(
                ledger.change("99.99"),
                ledger.completed("99.99"),
                ledger.change("-100.00"),
                ledger.completed("-100.00"));

        assertEquals("-100.00 USD", awaitOne(browser.endpoint()).get("body").textValue());
        awaitStates("sent");
    }

    @Test
    void givenQuietHours_whenSomethingComes_thenItWaitsForTheirEnd() {
        // given
        Subscription browser = subscribe();

        // when
        publishInQuietHours(deposit("1.00"));

        // then it is put off, and comes when they end
        assertEquals(List.of(), push.received(browser.endpoint()));
        update("due_at = now()");
        awaitOne(browser.endpoint());
    }

    @Test
    void givenRedisThatIsAway_whenAPushIsDue_thenItIsSentOnceRedisIsBack() {
        // given
        Subscription browser = subscribe();
        publishInQuietHours(deposit("1.00"));
        redis.kill();

        // when
        try {
            update("due_at = now()");
            await().atMost(PATIENCE)
                    .until(() -> meters.find("notification.pushes")
                                    .tag("outcome", "put_back")
                                    .counter()
                            != null);
        } finally {
            redis.restart();
        }

        // then
        awaitOne(browser.endpoint());
    }

    @Test
    void givenAServiceThatIsBusy_whenItSaysHowLong_thenThePushIsTriedAgain() {
        Subscription browser = subscribe();
        String phone = phone();
        push.answerNext(browser.endpoint(), 429, Map.of("Retry-After", "1"), "");
        push.answerNext(browser.endpoint(), 503, Map.of(), "");
        push.answerNext(phone, 503, Map.of(), "{\"error\":{\"status\":\"UNAVAILABLE\"}}");
        push.endAccess();

        publish(deposit("1.00"));

        awaitOne(browser.endpoint());
        awaitOne(phone);
        awaitStates("sent", "sent");
    }

    @Test
    void givenDevicesThatAreGone_whenThatIsSaid_thenTheyAreForgotten() {
        Subscription browser = subscribe();
        String phone = phone();
        push.answerNext(browser.endpoint(), 410, Map.of(), "");
        push.answerNext(
                phone,
                404,
                Map.of(),
                "{\"error\":{\"status\":\"NOT_FOUND\",\"details\":[{\"errorCode\":\"UNREGISTERED\"}]}}");

        publish(deposit("1.00"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> as().get("/v1/devices").then().body("devices", empty()));
        awaitStates();
    }

    @Test
    void givenAServiceThatSendsElsewhere_whenItIsAsked_thenNobodyFollows() {
        Subscription browser = subscribe();
        Subscription other = push.subscribe();
        push.answerNext(browser.endpoint(), 307, Map.of("Location", other.endpoint()), "");

        publish(deposit("1.00"), deposit("2.00"));

        // whichever of the two was the first
        awaitOne(browser.endpoint());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        List.of("refused", "sent"), states().stream().sorted().toList()));
        assertEquals(List.of(), push.received(other.endpoint()));
    }

    @Test
    void givenAnEventThatIsDeliveredAgain_whenRedisAndTheInboxForgot_thenThereIsStillOnePush() {
        Subscription browser = subscribe();
        Event<?> deposit = deposit("1.00");
        publish(deposit);
        awaitOne(browser.endpoint());

        // as if the service had been killed between Redis' answer and the mark
        query("delete from inbox where event_id = $1", Tuple.of(deposit.id()));
        publish(deposit, deposit("2.00"));

        await().atMost(PATIENCE).until(() -> push.received(browser.endpoint()).size() == 2);
        awaitStates("sent", "sent");
        assertEquals(
                "2.00 USDC",
                push.received(browser.endpoint()).getLast().get("body").textValue());
    }

    @Test
    void givenTwoReplicas_whenMuchIsDue_thenEachPushIsSentOnceAndNoMoreThanADeviceIsGivenWithinAnHour() {
        int count = config.maxPerDeviceAndHour();
        Subscription browser = subscribe();
        try (Replica other = Replica.start()) {
            publish(IntStream.rangeClosed(1, count + 2)
                    .mapToObj(i -> deposit(i + ".00"))
                    .toArray(Event<?>[]::new));

            await().atMost(PATIENCE)
                    .until(() -> states().stream().filter("sent"::equals).count() == count);
            List<String> told = push.received(browser.endpoint()).stream()
                    .map(message -> message.get("id").textValue())
                    .toList();
            assertEquals(count, told.size());
            assertEquals(count, told.stream().distinct().count());
            assertEquals(count, states().size());
            assertTrue(!other.log().contains("ERROR"));
        }
    }

    private Subscription subscribe() {
        Subscription browser = push.subscribe();
        as().body(browser.registration()).post("/v1/devices").then().statusCode(201);
        return browser;
    }

    private String phone() {
        String token = "token-" + UUID.randomUUID();
        as().body("{\"kind\":\"fcm\",\"token\":\"" + token + "\"}")
                .post("/v1/devices")
                .then()
                .statusCode(201);
        return token;
    }

    private void preferences(String json) {
        as().body(json).put("/v1/notification-preferences").then().statusCode(200);
    }

    /** The event's push waits for longer than the test; after that its user is not quiet any more. */
    private void publishInQuietHours(Event<?> event) {
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        preferences("{\"quietHours\":{\"from\":\"%s\",\"to\":\"%s\",\"timeZone\":\"UTC\"}}"
                .formatted(MINUTES.format(now.minusHours(1)), MINUTES.format(now.plusHours(1))));
        publish(event);
        await().atMost(PATIENCE).until(() -> count("due_at > now() + interval '30 minutes'") == 1);
        preferences("{}");
    }

    private String next(String query) {
        return as().get("/v1/notifications" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("next");
    }

    private RequestSpecification as() {
        return given().baseUri(balance.resolve("/").toString())
                .auth()
                .oauth2(token(ledger))
                .contentType(ContentType.JSON);
    }

    private Event<DepositConfirmed> deposit(String amount) {
        return ledger.event(new DepositConfirmed(
                UUID.randomUUID(),
                UUID.nameUUIDFromBytes(ledger.userId().getBytes()),
                ledger.userId(),
                "testnet",
                "vault",
                "USDC",
                new BigDecimal(amount),
                "hash",
                "1",
                1,
                Instant.now().truncatedTo(ChronoUnit.MICROS)));
    }

    private JsonNode awaitOne(String target) {
        await().atMost(PATIENCE).until(() -> !push.received(target).isEmpty());
        assertEquals(1, push.received(target).size());
        return push.received(target).getFirst();
    }

    /** The device may have been told a moment before that is written down. */
    private void awaitStates(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of(expected), states()));
    }

    /** What became of the user's pushes, in the order of their events. */
    private List<String> states() {
        return query(
                        "select state from pushes where user_id = $1 order by sequence, device_id",
                        Tuple.of(ledger.userId()))
                .stream()
                .map(row -> row.getString("state"))
                .toList();
    }

    private long count(String condition) {
        return query("select 1 from pushes where user_id = $1 and " + condition, Tuple.of(ledger.userId()))
                .size();
    }

    private void update(String change) {
        query("update pushes set " + change + " where user_id = $1", Tuple.of(ledger.userId()));
    }

    private List<Row> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).await().indefinitely().stream()
                .toList();
    }
}
