package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.EventsFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.infrastructure.EvmNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What providers that lie, and an end in the middle, can do to income. Three proxies stand before one real node. */
@QuarkusTest
class FollowerTroubleIT extends RunningService {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final String AMOUNT = Long.toHexString(4_000_000);
    private static final String OTHER_AMOUNT = Long.toHexString(4_000_001);

    @Inject
    Followers followers;

    private final ChainNetwork network = new ChainNetwork("evm", "net-" + UUID.randomUUID());
    private final String address = newAddress();
    private final List<RpcProxy> proxies = new ArrayList<>();
    private EvmNode node;
    private UUID wallet;

    /** What a liar says in place of the truth. */
    enum Lie {
        NO_TRANSFER,
        ANOTHER_AMOUNT,
        ANOTHER_BLOCK
    }

    @BeforeEach
    void givenAWalletAndAStreamAtTheHead() {
        node = EvmNode.start();
        IntStream.range(0, 3).forEach(i -> proxies.add(honest(RpcProxy.start())));
        wallet = wallet();
        turn(follower(1, 1));
    }

    @AfterEach
    void close() {
        proxies.forEach(RpcProxy::close);
        node.close();
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void givenOneOfTwoThatLies_whenBothMustAgree_thenNothingIsBelievedUntilTheyDo(Lie lie) {
        // given
        long begun = cursorHeight();
        node.token().mint(address, BigInteger.valueOf(4_000_000));
        lie(proxies.get(1), lie);
        TransferFollower follower = follower(2, 2);

        // then
        String code = assertThrows(ChainUnavailable.class, () -> turn(follower)).code();
        assertTrue(Set.of("quorum_disagreement", "quorum_missing").contains(code), code);
        assertEquals(begun, cursorHeight());
        assertEquals(List.of(), credits());
        assertEquals(0, reorgs());

        // when
        honest(proxies.get(1));
        turn(follower);

        // then
        assertEquals(List.of("4000000"), credits());
        assertEquals(0, reorgs());
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void givenOneOfThreeThatLies_whenTwoMustAgree_thenItIsOutvoted(Lie lie) {
        // given
        node.token().mint(address, BigInteger.valueOf(4_000_000));
        lie(proxies.getFirst(), lie);

        // when
        turn(follower(3, 2));

        // then
        assertEquals(List.of("4000000"), credits());
        assertEquals(0, reorgs());
        assertEquals(node.blockNumber(), cursorHeight());
    }

    @Test
    void givenOneOfTwoThatCallsEverythingFinal_whenNoted_thenOnlyWhatBothSayIs() {
        // given
        node.mine(100);
        proxies.getFirst()
                .behave(call -> new RpcProxy.Call(
                                call.http(),
                                call.method(),
                                call.body().replace("finalized", "latest").replace("safe", "latest"),
                                call.authorization())
                        .forward(node.rpcUrl()));

        // when
        turn(follower(2, 2));

        // then
        assertTrue(finalized() <= node.blockNumber() - 32, () -> finalized() + " of " + node.blockNumber());
        assertTrue(finalized() > 0);
    }

    @Test
    void givenAnEndInTheMiddleOfCatchingUp_whenStartedAgain_thenEveryIncomeIsToldOnce() {
        // given: more than one span, and a node that goes away after the first ones
        for (int i = 1; i <= 6; i++) {
            node.token().mint(address, BigInteger.valueOf(i));
            node.mine(600);
        }
        AtomicInteger spans = new AtomicInteger();
        proxies.getFirst()
                .behave(call -> call.method().equals("eth_getLogs") && spans.incrementAndGet() > 2
                        ? new RpcProxy.Reply(503, "")
                        : call.forward(node.rpcUrl()));
        long begun = cursorHeight();
        assertThrows(ChainUnavailable.class, () -> untilTheHead(follower(1, 1)));
        long reached = cursorHeight();
        assertTrue(begun < reached && reached < node.blockNumber(), () -> begun + " " + reached);

        // when
        honest(proxies.getFirst());
        untilTheHead(follower(1, 1));

        // then
        assertEquals(node.blockNumber(), cursorHeight());
        assertEquals(List.of("1", "2", "3", "4", "5", "6"), credits());
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> events.creditsOf(wallet).size() >= 6);
            assertEquals(
                    List.of("1", "2", "3", "4", "5", "6"),
                    events.creditsOf(wallet).stream()
                            .map(ChainCreditDetected::amountRaw)
                            .toList());
        }
    }

    private RpcProxy honest(RpcProxy proxy) {
        proxy.behave(RpcProxy.Behaviour.forwardTo(node.rpcUrl()));
        return proxy;
    }

    private void lie(RpcProxy proxy, Lie lie) {
        String hash =
                node.rpc("eth_getBlockByNumber", "latest", false).get("hash").asText();
        Function<String, String> distorted = switch (lie) {
            case NO_TRANSFER -> body -> body.replaceFirst("\"result\":\\[.*]", "\"result\":[]");
            case ANOTHER_AMOUNT -> body -> body.replace(AMOUNT, OTHER_AMOUNT);
            case ANOTHER_BLOCK -> body -> body.replace(hash, "0x" + "ab".repeat(32));
        };
        String method = lie == Lie.ANOTHER_BLOCK ? "eth_getBlockByNumber" : "eth_getLogs";
        proxy.behave(call -> {
            RpcProxy.Reply reply = call.forward(node.rpcUrl());
            return call.method().equals(method)
                    ? new RpcProxy.Reply(reply.status(), distorted.apply(reply.body()))
                    : reply;
        });
    }

    private TransferFollower follower(int providers, int quorum) {
        List<String> urls = proxies.stream().limit(providers).map(RpcProxy::url).toList();
        return followers.of(network, EvmNode.CHAIN_ID, quorum, urls);
    }

    private static boolean turn(TransferFollower follower) {
        return follower.turn().await().atMost(LONG_ENOUGH);
    }

    private static void untilTheHead(TransferFollower follower) {
        Stream.generate(() -> turn(follower)).filter(more -> !more).findFirst();
    }

    private UUID wallet() {
        UUID id = UUID.randomUUID();
        database.update(
                "insert into wallets (id, tenant, owner_type, owner_id, chain, network, address, role)"
                        + " values (?, 'default', 'user', ?, 'evm', ?, ?, 'derived')",
                id,
                user,
                network.network(),
                EvmAddress.configured(address, "address"));
        return id;
    }

    private List<String> credits() {
        return database
                .query("select raw::text as raw from chain_credits where wallet_id = ? order by block_height", wallet)
                .stream()
                .map(row -> (String) row.get("raw"))
                .toList();
    }

    private int reorgs() {
        return database.query("select * from chain_reorgs where network = ?", network.network())
                .size();
    }

    private long cursorHeight() {
        return height("select height from chain_cursors where network = ?");
    }

    private long finalized() {
        return height("select height from chain_heights where finality = 'finalized' and network = ?");
    }

    private long height(String query) {
        return database.query(query, network.network()).stream()
                .mapToLong(row -> (Long) row.get("height"))
                .findFirst()
                .orElse(-1);
    }
}
