package io.ballast.chainbalance;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.evm.RpcProxy;
import io.ballast.chainbalance.evm.RpcProxy.Behaviour;
import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import io.restassured.http.ContentType;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two packaged replicas share the wallets; one is killed (SIGKILL) while the node has its call in hand. */
class CrashIT {

    private static final int WALLETS = 10;
    private static final int CREDITS = 6;
    private static final int UNITS = 5_000_000;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(20);

    /** A claim or a cursor that nobody gives back is free before the interval is over. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("ballast.refresh.interval", "20s"),
            Map.entry("ballast.refresh.lively-interval", "20s"),
            Map.entry("ballast.refresh.lease", "10s"),
            Map.entry("ballast.evm.rpc.call-timeout", "3s"),
            Map.entry("ballast.evm.rpc.batch-timeout", "5s"),
            Map.entry("ballast.evm.follow.interval", "500ms"),
            Map.entry("ballast.evm.follow.max-span", "100"),
            Map.entry("ballast.credits.lease", "3s"),
            Map.entry("ballast.providers.open-for", "200ms"),
            Map.entry("ballast.providers.longest-open", "1s"),
            Map.entry("ballast.providers.requests-per-second", "10000"),
            Map.entry("ballast.providers.allowed-private-hosts", "127.0.0.1"));

    private final TokenIssuer tokens = TokenIssuer.create();
    private final String token = tokens.token("user-a", "user").sign();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicReference<Replica> victim = new AtomicReference<>();
    private PostgresServer postgres;
    private KafkaBroker broker;
    private RedisServer redis;
    private JwksServer jwks;
    private EvmNode node;
    private DatabaseFixture database;
    private EventsFixture events;
    private List<Replica> replicas = List.of();

    @BeforeEach
    void givenTwoReplicas() throws SQLException {
        postgres = PostgresServer.start();
        broker = KafkaBroker.start();
        redis = RedisServer.start();
        jwks = JwksServer.start(tokens);
        node = EvmNode.start();
        ServiceSettings settings = ServiceSettings.create()
                .database(postgres.createDatabase(RunningService.DATABASE))
                .kafka(broker)
                .redis(redis)
                .evm(node)
                .tokens(jwks.url());
        replicas = Stream.of("first", "second")
                .map(name -> Replica.start(settings, SETTINGS, node.rpcUrl(), name))
                .toList();
        database = new DatabaseFixture(postgres.connect(RunningService.DATABASE));
        events = new EventsFixture(broker.bootstrapServers());
    }

    @AfterEach
    void stop() {
        end.countDown();
        replicas.forEach(Replica::close);
        Arrays.<AutoCloseable>asList(events, database, node, jwks, redis, broker, postgres)
                .forEach(CrashIT::close);
    }

    @Test
    void givenABatchUnderWay_whenItsReplicaIsKilled_thenTheOtherReadsItsWalletsWithinAnInterval() {
        // given: income that nobody has seen yet
        Map<UUID, String> wallets = registered(WALLETS);
        cutOff();
        wallets.values().forEach(address -> node.token().mint(address, BigInteger.valueOf(UNITS)));

        // when
        holdFirst("eth_call", 1);
        await().atMost(BOUND).until(() -> victim.get() != null);
        victim.get().kill();

        // then: it had wallets in its hands
        assertTrue(database.number("select count(*) from wallet_refreshes where claimed_until > now()") > 0);
        await().atMost(INTERVAL).until(() -> read(UNITS) == WALLETS);
        for (UUID wallet : wallets.keySet()) {
            await().atMost(BOUND).untilAsserted(() -> {
                assertEquals(List.of(Integer.toString(UNITS)), credits(wallet));
                assertEquals(
                        List.of(1L, 2L),
                        told(wallet, ChainBalanceChanged.class).stream()
                                .map(ChainBalanceChanged::version)
                                .toList());
            });
        }
    }

    @Test
    void givenCatchingUp_whenItsReplicaIsKilled_thenTheOtherGoesOnAndEveryIncomeIsToldOnce() {
        // given: income in many spans of blocks, while no replica reaches the node
        Map<UUID, String> wallets = registered(1);
        UUID wallet = wallets.keySet().iterator().next();
        cutOff();
        for (int units = 1; units <= CREDITS; units++) {
            node.token().mint(wallets.get(wallet), BigInteger.valueOf(units));
            node.mine(150);
        }
        long begun = cursorHeight();

        // when
        holdFirst("eth_getLogs", 4);
        await().atMost(BOUND).until(() -> victim.get() != null);
        victim.get().kill();

        // then
        long reached = cursorHeight();
        assertTrue(begun < reached && reached < node.blockNumber(), () -> begun + " " + reached);
        await().atMost(BOUND).until(() -> cursorHeight() == node.blockNumber());
        List<String> expected =
                LongStream.rangeClosed(1, CREDITS).mapToObj(Long::toString).toList();
        await().atMost(BOUND).untilAsserted(() -> assertEquals(expected, credits(wallet)));
        await().atMost(BOUND).until(() -> read(CREDITS * (CREDITS + 1) / 2) == 1);
        assertEquals(expected, credits(wallet));
    }

    /** Wallets that have been read once: what comes now is income. */
    private Map<UUID, String> registered(int count) {
        Map<UUID, String> wallets = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String address = RunningService.newAddress();
            wallets.put(register(address), address);
        }
        await().atMost(BOUND).until(() -> read(0) == count && cursorHeight() == node.blockNumber());
        return wallets;
    }

    private UUID register(String address) {
        return UUID.fromString(given().baseUri(replicas.getFirst().url())
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("chain", "evm", "network", "local", "address", address, "role", "derived"))
                .post("/v1/wallets")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private void cutOff() {
        replicas.forEach(replica -> replica.proxy().behave(Behaviour.REFUSE_EVERYTHING));
    }

    /** The first replica whose so manieth call of the method comes gets no answer to it, and the others get theirs. */
    private void holdFirst(String method, int number) {
        replicas.forEach(replica -> {
            AtomicInteger calls = new AtomicInteger();
            replica.proxy().behave(call -> {
                boolean isIt = call.method().equals(method)
                        && calls.incrementAndGet() >= number
                        && (victim.compareAndSet(null, replica) || victim.get() == replica);
                return isIt ? never() : call.forward(node.rpcUrl());
            });
        });
    }

    private RpcProxy.Reply never() throws InterruptedException {
        end.await(BOUND.toSeconds(), TimeUnit.SECONDS);
        return new RpcProxy.Reply(503, "");
    }

    /** How many wallets are known to hold so much. */
    private long read(long units) {
        return database.number("select count(*) from chain_balances where asset = 'USDC' and raw = ?", units);
    }

    private long cursorHeight() {
        return database.query("select height from chain_cursors").stream()
                .mapToLong(row -> (Long) row.get("height"))
                .findFirst()
                .orElse(-1);
    }

    private List<String> credits(UUID wallet) {
        return told(wallet, ChainCreditDetected.class).stream()
                .map(ChainCreditDetected::amountRaw)
                .toList();
    }

    /** What Kafka has of the wallet; an event that arrives again is the same one, by its id. */
    private <T extends EventData> List<T> told(UUID wallet, Class<T> type) {
        Map<UUID, EventData> byId = new LinkedHashMap<>();
        for (Event<?> event : events.ofWallet(wallet)) {
            byId.putIfAbsent(event.id(), event.data());
        }
        return byId.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
