package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.provider.ProviderConfig;
import io.ballast.chainbalance.provider.ProviderPools;
import io.ballast.infrastructure.DemoToken;
import io.ballast.infrastructure.EvmNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader against a real node, alone: both ways to pack a batch, quorum, and how final a block is. */
class EvmReaderIT {

    private static final int CONVERTER_PRIORITY = 200;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final String REVERTING = "0x1000000000000000000000000000000000000001";
    private static final String BURNING = "0x1000000000000000000000000000000000000002";
    private static final String MISSING = "0x1000000000000000000000000000000000000003";
    private static final String RAMBLING = "0x1000000000000000000000000000000000000004";
    private static final String OWNER = "0x71C7656EC7ab88b098defB751B7401B5f6d8976F";
    private static final String SPENDER = "0x4bFb41d5B3570DeFd03C39a9A4D8dE6Bd8B8982E";
    private static final String HOLDER = "0x2000000000000000000000000000000000000001";
    private static final String OTHER_HOLDER = "0x2000000000000000000000000000000000000002";
    private static final BigInteger UNLIMITED = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    private static final SmallRyeConfigBuilder CONFIG = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
            .withMapping(ProviderConfig.class)
            .withMapping(RpcConfig.class)
            .withDefaultValues(Map.of("ballast.providers.allowed-private-hosts", "127.0.0.1"));

    private static EvmNode node;
    private static Vertx vertx;
    private static WorkerExecutor workers;
    private static ProviderPools pools;
    private static RpcHttp http;

    private final List<RpcProxy> proxies = new ArrayList<>();

    @BeforeAll
    static void start() {
        node = EvmNode.start();
        node.rpc("anvil_setCode", REVERTING, "0x60006000fd");
        node.rpc("anvil_setCode", BURNING, "0x5b600056");
        node.rpc("anvil_setCode", RAMBLING, "0x60606000f3");
        node.token().mint(OWNER, BigInteger.valueOf(42_000_000));
        node.token().approve(OWNER, SPENDER, UNLIMITED);
        vertx = Vertx.vertx();
        workers = vertx.createSharedWorkerExecutor("test-rpc", 4);
        var config = CONFIG.build();
        pools = new ProviderPools(config.getConfigMapping(ProviderConfig.class), new SimpleMeterRegistry());
        http = new RpcHttp(config.getConfigMapping(RpcConfig.class), pools.policy());
    }

    @AfterAll
    static void stop() {
        node.close();
        vertx.closeAndAwait();
    }

    @BeforeEach
    void givenThreeProviders() {
        for (int i = 0; i < 3; i++) {
            RpcProxy proxy = RpcProxy.start();
            proxy.behave(RpcProxy.Behaviour.forwardTo(node.rpcUrl()));
            proxies.add(proxy);
        }
    }

    @AfterEach
    void close() {
        proxies.forEach(RpcProxy::close);
    }

    @Test
    void givenThousandsOfReads_whenTheNodeObeysOverrides_thenOneCallAnswersThemAsMulticallWould() {
        // given
        List<ChainRead> reads = reads(600);

        // when
        Reading packed = read(reader(true, 1, 1), reads);
        long packedCalls = proxies.getFirst().calls("eth_call");
        Reading byMulticall = read(reader(false, 1, 1), reads);

        // then: one to find out, one for all 3,000
        assertEquals(2, packedCalls);
        assertEquals(byMulticall.results(), packed.results());
        assertEquals(
                List.of(
                        new ReadResult.Value(BigInteger.valueOf(42_000_000)),
                        new ReadResult.Value(UNLIMITED),
                        new ReadResult.Failed("reverted"),
                        new ReadResult.Absent("no_contract"),
                        new ReadResult.Failed("malformed_result")),
                packed.results().subList(0, 5));
    }

    @Test
    void givenATokenThatBurnsAllGas_whenReadWithOthers_thenItSpoilsOnlyItself() {
        // given
        ChainRead burning = new ChainRead.BalanceOf(OWNER, new Asset("BURNING", 6));

        // when
        Reading reading = read(reader(true, 1, 1), List.of(burning, usdc(), burning, usdc()));

        // then
        ReadResult good = new ReadResult.Value(BigInteger.valueOf(42_000_000));
        ReadResult bad = new ReadResult.Failed("reverted");
        assertEquals(List.of(bad, good, bad, good), reading.results());
    }

    @Test
    void givenANodeThatRefusesOverrides_whenRead_thenMulticallAnswers() {
        // given
        proxies.getFirst()
                .behave(call -> call.body().contains("\"code\"")
                        ? new RpcProxy.Reply(
                                200,
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32602,\"message\":\"too many\"}}")
                        : call.forward(node.rpcUrl()));

        // when
        Reading reading = read(reader(true, 1, 1), reads(300));

        // then
        assertEquals(
                new ReadResult.Value(BigInteger.valueOf(42_000_000)),
                reading.results().getFirst());
        assertEquals(1 + 3, proxies.getFirst().calls("eth_call"));
    }

    @Test
    void givenOneOfTwoProvidersThatLies_whenBothMustAgree_thenItsLieIsNotBelieved() {
        // given
        lie(proxies.get(1));

        // when
        Reading reading = read(reader(false, 2, 2), List.of(usdc()));

        // then
        assertEquals(List.of(new ReadResult.Failed("quorum_disagreement")), reading.results());
    }

    @Test
    void givenOneOfThreeProvidersThatLies_whenTwoMustAgree_thenTheOthersOutvoteIt() {
        // given
        lie(proxies.getFirst());

        // when
        Reading reading = read(reader(false, 3, 2), List.of(usdc()));

        // then
        assertEquals(List.of(new ReadResult.Value(BigInteger.valueOf(42_000_000))), reading.results());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenABlockThatIsTakenBackBetweenTheCallsOfABatch_whenRead_thenNothingIsOfTheOtherBranch(boolean packed) {
        // given: more than a call of either kind takes, and a value that only the newest block has
        String holder = packed ? HOLDER : OTHER_HOLDER;
        node.token().mint(holder, BigInteger.TEN);
        List<ChainRead> reads = Collections.nCopies(3_200, new ChainRead.BalanceOf(holder, new Asset("USDC", 6)));
        AtomicInteger pinned = new AtomicInteger();
        proxies.getFirst().behave(call -> {
            RpcProxy.Reply reply = call.forward(node.rpcUrl());
            boolean isRead = call.method().equals("eth_call") && call.body().contains("blockHash");
            if (isRead && pinned.incrementAndGet() == 1) {
                node.rpc("anvil_reorg", 1, List.of());
            }
            return reply;
        });

        // when
        EvmChainReader reader = reader(packed, 1, 1);
        Reading torn = read(reader, reads);

        // then: of the branch that the batch began on, or nothing
        assertTrue(pinned.get() > 1);
        assertTrue(torn.results().contains(new ReadResult.Value(BigInteger.TEN)));
        assertEquals(
                Set.of(),
                torn.results().stream()
                        .filter(ReadResult.Value.class::isInstance)
                        .filter(value -> !value.equals(new ReadResult.Value(BigInteger.TEN)))
                        .collect(Collectors.toSet()));

        // when
        Reading whole = read(reader, reads);

        // then
        assertNotEquals(torn.block().hash(), whole.block().hash());
        assertEquals(Set.of(new ReadResult.Value(BigInteger.ZERO)), Set.copyOf(whole.results()));
    }

    @Test
    void givenAFinality_whenRead_thenItIsAnsweredAtABlockThatIsSoFinal() {
        // given
        node.mine(100);
        EvmChainReader reader = reader(true, 1, 1);

        // when
        Reading reading =
                reader.read(List.of(usdc()), Finality.FINALIZED).await().atMost(LONG_ENOUGH);

        // then
        assertEquals(Finality.FINALIZED, reading.block().finality());
        assertTrue(reading.block().height() < node.blockNumber());
        assertInstanceOf(ReadResult.Value.class, reading.results().getFirst());
    }

    /** Adds one to every amount, in whatever a call returns. */
    private static void lie(RpcProxy proxy) {
        String truth = Long.toHexString(42_000_000);
        String lie = Long.toHexString(42_000_001);
        proxy.behave(call -> {
            RpcProxy.Reply reply = call.forward(node.rpcUrl());
            return new RpcProxy.Reply(reply.status(), reply.body().replace(truth, lie));
        });
    }

    /** Five reads for each wallet: a balance, an allowance, and three that go wrong. */
    private static List<ChainRead> reads(int wallets) {
        List<ChainRead> reads = new ArrayList<>();
        for (int i = 0; i < wallets; i++) {
            reads.add(usdc());
            reads.add(new ChainRead.AllowanceOf(OWNER, new Asset("USDC", 6), SPENDER));
            reads.add(new ChainRead.BalanceOf(OWNER, new Asset("REVERTING", 6)));
            reads.add(new ChainRead.BalanceOf(OWNER, new Asset("MISSING", 6)));
            reads.add(new ChainRead.BalanceOf(OWNER, new Asset("RAMBLING", 6)));
        }
        return reads;
    }

    private static ChainRead usdc() {
        return new ChainRead.BalanceOf(OWNER, new Asset("USDC", 6));
    }

    private static Reading read(EvmChainReader reader, List<ChainRead> reads) {
        return reader.read(reads).await().atMost(LONG_ENOUGH);
    }

    private EvmChainReader reader(boolean packed, int providers, int quorum) {
        ChainNetwork name = new ChainNetwork("evm", "test");
        EvmNetwork network = new EvmNetwork(
                name,
                EvmNode.CHAIN_ID,
                EvmNode.MULTICALL,
                500,
                packed,
                3000,
                quorum,
                Optional.empty(),
                List.of(
                        token("USDC", DemoToken.ADDRESS),
                        token("REVERTING", REVERTING),
                        token("BURNING", BURNING),
                        token("MISSING", MISSING),
                        token("RAMBLING", RAMBLING)));
        List<String> urls = proxies.stream().limit(providers).map(RpcProxy::url).toList();
        return new EvmChainReader(new EvmAccess(
                network,
                pools.pool(
                        name,
                        urls,
                        "urls",
                        (url, budget) -> new EvmProvider(
                                new io.ballast.chainbalance.evm.EvmNode(http.to(url), method -> {}, budget),
                                network,
                                Clock.systemUTC())),
                workers,
                Duration.ofSeconds(20)));
    }

    private static Token token(String symbol, String address) {
        return new Token(new Asset(symbol, 6), address, Set.of(WalletRole.DERIVED), Optional.empty());
    }
}
