package io.ballast.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged service: how it starts in production, and what is left when it is killed (SIGKILL) at work. */
class CrashIT {

    private static final int THREADS = 4;
    private static final int PAYMENTS_A_THREAD = 100;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private PostgresServer postgres;
    private KafkaBroker broker;
    private RedisServer redis;
    private JwksServer jwks;
    private ServiceSettings settings;
    private TokenIssuer tokens;
    private PackagedService service;

    @BeforeEach
    void startParts() {
        tokens = TokenIssuer.create();
        postgres = PostgresServer.start();
        broker = KafkaBroker.start();
        redis = RedisServer.start();
        jwks = JwksServer.start(tokens);
        settings = ServiceSettings.create()
                .database(postgres.createDatabase(RunningService.DATABASE))
                .kafka(broker)
                .redis(redis)
                .tokens(jwks.url());
    }

    @AfterEach
    void stopParts() {
        if (service != null) {
            service.kill();
        }
        jwks.close();
        redis.close();
        broker.close();
        postgres.close();
    }

    @Test
    void givenTheProductionProfile_whenTheServiceStartsAndStops_thenItLogsJsonAndEndsByItself() throws Exception {
        // given: nothing is in the way between a token that is seen for the first time and the resource
        service = PackagedService.start(settings, "production", Map.of("ballast.rate-limit.enabled", "false"));

        // then
        Awaitility.await().atMost(BOUND).until(() -> service.health("ready") == 200);
        assertEquals(200, service.health("live"));
        assertEquals(201, openAccount("user-a").statusCode());
        assertTrue(service.stop(BOUND));
        for (String line : service.logLines()) {
            JsonNode log = EventJson.mapper().readTree(line);
            assertTrue(log.hasNonNull("timestamp") && log.hasNonNull("message"), line);
            assertTrue(!log.get("level").asText().equals("ERROR"), line);
        }
    }

    @Test
    void givenPaymentsUnderWay_whenTheServiceIsKilled_thenWhatWasAcknowledgedHappenedOnceAndEveryEventArrives()
            throws Exception {
        // given
        service = PackagedService.start(settings, "first");
        for (int thread = 0; thread < THREADS; thread++) {
            assertEquals(201, openAccount("user-" + thread).statusCode());
        }

        // when
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int thread = 0; thread < THREADS; thread++) {
                String user = "user-" + thread;
                threads.submit(() -> payUntilKilled(user, acknowledged));
            }
            Awaitility.await().atMost(BOUND).until(() -> acknowledged.size() > THREADS * PAYMENTS_A_THREAD / 3);
            service.kill();
            threads.shutdown();
            assertTrue(threads.awaitTermination(BOUND.toSeconds(), TimeUnit.SECONDS));
        }
        service = PackagedService.start(settings, "second");

        // then
        assertTrue(acknowledged.size() < THREADS * PAYMENTS_A_THREAD);
        for (int thread = 0; thread < THREADS; thread++) {
            repeatEverything("user-" + thread, acknowledged);
        }
        assertBooksAreWhole();
        assertEventsAreWhole();
    }

    private Void payUntilKilled(String user, Map<String, String> acknowledged) throws InterruptedException {
        try {
            for (int number = 0; number < PAYMENTS_A_THREAD; number++) {
                HttpResponse<String> answer = pay(user, number);
                assertEquals(201, answer.statusCode());
                acknowledged.put(user + number, answer.body());
            }
        } catch (IOException killed) {
            return null;
        }
        return null;
    }

    /** Every client sends again what it is not sure of: whatever was acknowledged is answered with the same. */
    private void repeatEverything(String user, Map<String, String> acknowledged) throws Exception {
        for (int number = 0; number < PAYMENTS_A_THREAD; number++) {
            HttpResponse<String> answer = pay(user, number);
            assertEquals(201, answer.statusCode(), answer.body());
            assertEquals(acknowledged.getOrDefault(user + number, answer.body()), answer.body());
        }
    }

    private void assertBooksAreWhole() throws SQLException {
        try (ServiceDatabase database = new ServiceDatabase(postgres.connect(RunningService.DATABASE))) {
            assertEquals(
                    THREADS * PAYMENTS_A_THREAD,
                    database.number("select count(*) from transactions where type = 'payment'"));
            assertEquals(0, database.number("select sum(balance) from balances"));
            assertEquals(
                    List.of(),
                    database.query(
                            "select transaction_id from ledger group by transaction_id having sum(amount) <> 0"));
            assertEquals(THREADS, database.number("""
                            select count(*) from balances b join accounts a on a.id = b.account_id
                            where a.owner_type = 'user' and b.balance = ? and a.balance = b.balance
                            and b.version = ?""", 1_000_000L - PAYMENTS_A_THREAD * 100L, PAYMENTS_A_THREAD + 1L));
        }
    }

    private void assertEventsAreWhole() {
        List<Long> expected =
                LongStream.rangeClosed(1, PAYMENTS_A_THREAD + 1).boxed().toList();
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            for (int thread = 0; thread < THREADS; thread++) {
                String user = "user-" + thread;
                Awaitility.await()
                        .atMost(BOUND)
                        .untilAsserted(() -> assertEquals(expected, firstArrivals(events, user)));
            }
        }
    }

    /** Versions in the order in which each was first seen: an event may arrive twice, but none too late. */
    private static List<Long> firstArrivals(EventsFixture events, String user) {
        return new ArrayList<>(events.of(RunningService.TENANT, user, BalanceUpdated.class).stream()
                .map(BalanceUpdated::version)
                .distinct()
                .toList());
    }

    private HttpResponse<String> openAccount(String user) throws IOException, InterruptedException {
        return service.post("/v1/accounts", token(user), "open-" + user, RunningService.personal(user));
    }

    private HttpResponse<String> pay(String user, int number) throws IOException, InterruptedException {
        return service.post("/transactions", token(user), "pay-" + number, RunningService.payment("-1.00"));
    }

    private String token(String user) {
        return tokens.token(user, "user").sign();
    }
}
