package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.chainbalance.provider.HostBudget;
import io.ballast.chainbalance.provider.RpcException;
import io.ballast.events.address.UrlPolicy;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bounds of the transport, over real sockets. */
class RpcHttpIT {

    private static final int CONVERTER_PRIORITY = 200;
    private static final String CHAIN_ID = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x7a69\"}";

    private final RpcProxy server = RpcProxy.start();
    private final RpcConfig config = config(Map.of(
            "ballast.evm.rpc.call-timeout", "1s",
            "ballast.evm.rpc.max-response-bytes", "1000"));
    private final RpcHttp http = new RpcHttp(config, new UrlPolicy(List.of(), List.of("127.0.0.1", "localhost")));

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final HostBudget budget = new HostBudget(100, Duration.ofSeconds(1), scheduler);

    @AfterEach
    void close() {
        scheduler.shutdownNow();
        server.close();
    }

    @Test
    void givenAUrlWithUserAndPassword_whenCalled_thenTheyTravelAsBasicAuthentication() throws RpcException {
        // given
        server.behave(call ->
                new RpcProxy.Reply("Basic dXNlcjpzZWNyZXQ=".equals(call.authorization()) ? 200 : 401, CHAIN_ID));

        // when
        EvmNode node = node(server.url().replace("http://", "http://user:secret@"));

        // then
        assertEquals(31_337, node.chainId());
    }

    @Test
    void givenABudgetThatIsUsedUp_whenCalled_thenTheHostIsSpared() throws RpcException {
        // given
        server.behave(RpcProxy.Behaviour.always(200, CHAIN_ID));
        HostBudget small = new HostBudget(1, Duration.ofMillis(1), scheduler);
        EvmNode node = new EvmNode(http.to(URI.create(server.url())), method -> {}, small);
        node.chainId();

        // then
        assertCode("rpc_throttled", node);
        assertEquals(1, server.calls("eth_chainId"));
    }

    @Test
    void givenANodeThatThrottles_whenCalled_thenItIsKnownHowLongItWantsToBeSpared() {
        // given
        server.behave(call -> new RpcProxy.Reply(429, "slow down", Map.of("Retry-After", "17")));

        // then
        RpcException throttled =
                assertThrows(RpcException.class, () -> node(server.url()).chainId());
        assertEquals(RpcException.Kind.THROTTLED, throttled.kind());
        assertEquals(Optional.of(Duration.ofSeconds(17)), throttled.retryAfter());
    }

    @Test
    void givenAnAnswerThatIsTooLarge_whenRead_thenReadingStops() {
        // given
        server.behave(RpcProxy.Behaviour.always(200, CHAIN_ID + " ".repeat(1_000)));

        // then
        assertCode("rpc_answer_too_large", node(server.url()));
    }

    @Test
    void givenANodeThatHangs_whenCalled_thenTheCallEndsByItself() {
        // given
        CountDownLatch never = new CountDownLatch(1);
        server.behave(call -> {
            never.await();
            return new RpcProxy.Reply(200, CHAIN_ID);
        });

        // then
        assertCode("rpc_timeout", node(server.url()));
        never.countDown();
    }

    @Test
    void givenANameOfAPrivateAddress_whenNotAllowListed_thenNoConnectionIsMade() {
        // given
        server.behave(RpcProxy.Behaviour.always(200, CHAIN_ID));
        RpcHttp strict = new RpcHttp(config, new UrlPolicy(List.of(), List.of()));
        URI byName = URI.create(server.url().replace("127.0.0.1", "localhost"));

        // then
        assertCode("rpc_unreachable", new EvmNode(strict.to(byName), method -> {}, budget));
        assertEquals(0, server.calls("eth_chainId"));
    }

    private EvmNode node(String url) {
        return new EvmNode(http.to(URI.create(url)), method -> {}, budget);
    }

    private static void assertCode(String code, EvmNode node) {
        assertEquals(code, assertThrows(RpcException.class, node::chainId).code());
    }

    private static RpcConfig config(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                .withMapping(RpcConfig.class)
                .withDefaultValues(settings)
                .build();
        return config.getConfigMapping(RpcConfig.class);
    }
}
