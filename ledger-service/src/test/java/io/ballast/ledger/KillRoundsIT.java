package io.ballast.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.json.EventJson;
import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Jepsen's bank under SIGKILL: clients move money without a pause while the service, PostgreSQL and Kafka are killed in turn,
 * and a reader sums all balances all the time. The system property {@code ballast.kill.rounds} says how often
 * ({@code make kill-ledger}); three rounds kill each once.
 */
class KillRoundsIT {

    private static final int ROUNDS = Integer.getInteger("ballast.kill.rounds", 3);
    private static final int ACCOUNTS = 5;
    private static final int CLIENTS = 6;
    private static final int PROGRESS_A_ROUND = 150;
    private static final Duration BOUND = Duration.ofSeconds(90);

    private final TokenIssuer tokens = TokenIssuer.create();
    private final List<UUID> accounts = new ArrayList<>();

    private PostgresServer postgres;
    private KafkaBroker broker;
    private RedisServer redis;
    private JwksServer jwks;
    private ServiceSettings settings;
    private volatile PackagedService service;

    @BeforeEach
    void startParts() throws Exception {
        postgres = PostgresServer.start();
        broker = KafkaBroker.start();
        redis = RedisServer.start();
        jwks = JwksServer.start(tokens);
        settings = ServiceSettings.create()
                .database(postgres.createDatabase(RunningService.DATABASE))
                .kafka(broker)
                .redis(redis)
                .tokens(jwks.url());
        service = PackagedService.start(settings, "kill-rounds-0");
        for (int index = 0; index < ACCOUNTS; index++) {
            accounts.add(openAccount(userOf(index)));
        }
    }

    @AfterEach
    void stopParts() {
        service.kill();
        jwks.close();
        redis.close();
        broker.close();
        postgres.close();
    }

    @Test
    void givenMoneyOnTheMove_whenEverythingIsKilledInTurn_thenTheBooksAreWholeAndEveryAcknowledgementHolds()
            throws Exception {
        List<BankClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(index -> new BankClient(index, accounts, this::transfer))
                .toList();
        HoldingClient holder = new HoldingClient(accounts, this::send);
        BankReader reader = new BankReader(postgres);
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 2)) {
            // given
            List<Future<?>> running = new ArrayList<>();
            clients.forEach(client -> running.add(threads.submit(client)));
            running.add(threads.submit(holder));
            running.add(threads.submit(reader));
            awaitProgress(clients);

            // when
            for (int round = 1; round <= ROUNDS; round++) {
                killAndRestart(round);
                awaitProgress(clients);
            }
            clients.forEach(BankClient::stop);
            holder.stop();
            reader.stop();
            for (Future<?> each : running) {
                each.get();
            }
        }

        // then
        assertTrue(reader.sums() > ROUNDS, "the reader saw " + reader.sums() + " sums");
        assertAcknowledgementsHold(clients);
        assertHoldsAre(holder);
        assertBooksAreWhole();
        assertEventsAreWhole();
    }

    private void killAndRestart(int round) {
        switch (round % 3) {
            case 1 -> {
                service.kill();
                service = PackagedService.start(settings, "kill-rounds-" + round);
            }
            case 2 -> {
                postgres.kill();
                postgres.restart();
            }
            default -> {
                broker.kill();
                broker.restart();
            }
        }
    }

    private static void awaitProgress(List<BankClient> clients) {
        int before = acknowledged(clients);
        Awaitility.await()
                .atMost(BOUND)
                .failFast(() -> clients.stream().anyMatch(BankClient::hasFailed))
                .until(() -> acknowledged(clients) >= before + PROGRESS_A_ROUND);
    }

    private static int acknowledged(List<BankClient> clients) {
        return clients.stream().mapToInt(client -> client.posted().size()).sum();
    }

    /** A client's key is its transfer's reference: what was acknowledged is there once, what was refused is not. */
    private void assertAcknowledgementsHold(List<BankClient> clients) throws SQLException {
        try (ServiceDatabase database = new ServiceDatabase(postgres.connect(RunningService.DATABASE))) {
            for (BankClient client : clients) {
                assertEquals(
                        client.posted().size(),
                        database.number(
                                "select count(*) from transactions where status = 'success' and reference = any (?)",
                                (Object) client.posted().toArray(String[]::new)));
                assertEquals(0, database.number("select count(*) from transactions where reference = any (?)", (Object)
                        client.refused().toArray(String[]::new)));
            }
            assertEquals(
                    acknowledged(clients),
                    database.number("select count(*) from transactions where type = 'transfer'"));
        }
    }

    /** Every hold is what its client was told, each capture moved money once, and what is kept back is what is open. */
    private void assertHoldsAre(HoldingClient holder) throws SQLException {
        assertFalse(holder.hasFailed());
        Map<UUID, String> stored = new HashMap<>();
        try (ServiceDatabase database = new ServiceDatabase(postgres.connect(RunningService.DATABASE))) {
            database.query("select id, status from holds")
                    .forEach(row ->
                            stored.put((UUID) row.get("id"), row.get("status").toString()));
            assertEquals(holder.statuses(), stored);
            assertEquals(
                    holder.statuses().values().stream()
                            .filter("captured"::equals)
                            .count(),
                    database.number(
                            "select count(*) from transactions where hold_id is not null and status = 'success'"));
            assertEquals(List.of(), database.query("""
                            select b.account_id from balances b
                            where b.held <> coalesce((select sum(h.amount - h.captured) from holds h
                                                      where h.account_id = b.account_id and h.status = 'open'), 0)"""));
        }
    }

    private void assertBooksAreWhole() throws SQLException {
        try (ServiceDatabase database = new ServiceDatabase(postgres.connect(RunningService.DATABASE))) {
            assertEquals(List.of(), database.query("""
                            select transaction_id from ledger group by transaction_id having sum(amount) <> 0"""));
            assertEquals(List.of(), database.query("""
                            select account_id from (
                                select account_id, version, balance_after,
                                       row_number() over (partition by account_id order by version) as place,
                                       sum(amount) over (partition by account_id order by version) as running
                                from ledger) e
                            where version <> place or balance_after <> running"""));
            assertEquals(List.of(), database.query("""
                            select b.account_id from balances b join accounts a on a.id = b.account_id
                            where b.balance <> a.balance or b.balance < a.floor
                               or b.balance <> (select sum(amount) from ledger l where l.account_id = b.account_id)
                               or b.version <> (select count(*) from ledger l where l.account_id = b.account_id)"""));
        }
    }

    private void assertEventsAreWhole() throws SQLException {
        try (ServiceDatabase database = new ServiceDatabase(postgres.connect(RunningService.DATABASE));
                EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            for (int index = 0; index < ACCOUNTS; index++) {
                String user = userOf(index);
                long version =
                        database.number("select version from balances where account_id = ?", accounts.get(index));
                List<Long> expected = LongStream.rangeClosed(1, version).boxed().toList();
                Awaitility.await()
                        .atMost(BOUND)
                        .untilAsserted(() -> assertEquals(expected, firstArrivals(events, user)));
                assertWhatIsHeldIsToldInOrder(
                        events,
                        user,
                        database.number("select hold_version from balances where account_id = ?", accounts.get(index)));
            }
        }
    }

    /** Versions in the order in which each was first seen: an event may arrive twice, but none too late. */
    private static List<Long> firstArrivals(EventsFixture events, String user) {
        return events.of(RunningService.TENANT, user, BalanceUpdated.class).stream()
                .map(BalanceUpdated::version)
                .distinct()
                .toList();
    }

    private static void assertWhatIsHeldIsToldInOrder(EventsFixture events, String user, long last) {
        Awaitility.await()
                .atMost(BOUND)
                .untilAsserted(() -> assertEquals(
                        LongStream.rangeClosed(1, last).boxed().toList(),
                        events.of(RunningService.TENANT, user, BalanceHeld.class).stream()
                                .filter(told -> !told.reason().equals("captured"))
                                .map(BalanceHeld::holdVersion)
                                .distinct()
                                .toList()));
    }

    private HttpResponse<String> transfer(String key, String body) throws Exception {
        return send("/v1/transfers", key, body);
    }

    private HttpResponse<String> send(String path, String key, String body) throws Exception {
        return service.post(path, tokens.token("bank", "service").sign(), key, body);
    }

    private UUID openAccount(String user) throws Exception {
        String token = tokens.token(user, "user").sign();
        HttpResponse<String> answer =
                service.post("/v1/accounts", token, "open-" + user, RunningService.personal(user));
        assertEquals(201, answer.statusCode(), answer.body());
        return UUID.fromString(
                EventJson.mapper().readTree(answer.body()).get("id").asText());
    }

    private static String userOf(int index) {
        return "user-" + index;
    }
}
