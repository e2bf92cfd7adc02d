package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.RunningService;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;

/** The service behind a proxy that stands before a real node. Every request refreshes, and the clock does not. */
public abstract class BehindProxy extends RunningService {

    protected static final Duration QUIET = Duration.ofMillis(500);
    private static final String REVERTING = "0x1000000000000000000000000000000000000001";
    private static final String BURNING = "0x1000000000000000000000000000000000000002";
    private static final String MISSING = "0x1000000000000000000000000000000000000003";
    private static final String RAMBLING = "0x1000000000000000000000000000000000000004";

    /** Bad tokens beside the good one, and no poll that would disturb the counting. */
    public static class EveryRequestRefreshes implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("ballast.refresh.interval", "1h"),
                    Map.entry("ballast.refresh.lively-interval", "1h"),
                    Map.entry("ballast.evm.networks.local.follow", "false"),
                    Map.entry("ballast.evm.networks.local.web-socket-urls", ""),
                    Map.entry("ballast.balance.revalidate-after", "0s"),
                    Map.entry("ballast.balance.fresh-for", "1h"),
                    Map.entry("ballast.evm.rpc.call-timeout", "10s"),
                    Map.entry("ballast.evm.networks.local.tokens.a-reverting.symbol", "REVERTING"),
                    Map.entry("ballast.evm.networks.local.tokens.a-reverting.address", REVERTING),
                    Map.entry("ballast.evm.networks.local.tokens.a-reverting.decimals", "6"),
                    Map.entry("ballast.evm.networks.local.tokens.b-burning.symbol", "BURNING"),
                    Map.entry("ballast.evm.networks.local.tokens.b-burning.address", BURNING),
                    Map.entry("ballast.evm.networks.local.tokens.b-burning.decimals", "6"),
                    Map.entry("ballast.evm.networks.local.tokens.c-missing.symbol", "MISSING"),
                    Map.entry("ballast.evm.networks.local.tokens.c-missing.address", MISSING),
                    Map.entry("ballast.evm.networks.local.tokens.c-missing.decimals", "6"),
                    Map.entry("ballast.evm.networks.local.tokens.d-rambling.symbol", "RAMBLING"),
                    Map.entry("ballast.evm.networks.local.tokens.d-rambling.address", RAMBLING),
                    Map.entry("ballast.evm.networks.local.tokens.d-rambling.decimals", "6"));
        }
    }

    protected RpcProxy proxy;

    @BeforeEach
    void givenANodeBehindTheProxy() {
        evm.rpc("anvil_setCode", REVERTING, "0x60006000fd");
        evm.rpc("anvil_setCode", BURNING, "0x5b600056");
        evm.rpc("anvil_setCode", RAMBLING, "0x60606000f3");
        proxy.behave(RpcProxy.Behaviour.forwardTo(evm.rpcUrl()));
    }

    /** Waits until no call has come for a while. */
    protected void untilQuiet() {
        AtomicLong seen = new AtomicLong(-1);
        eventually().during(QUIET).until(() -> seen.getAndSet(proxy.calls("eth_call")) == proxy.calls("eth_call"));
    }

    protected UUID knownWallet(long units) {
        UUID wallet = register(funded(units), "derived");
        String expected = BigDecimal.valueOf(units, 6).toPlainString();
        eventually().untilAsserted(() -> assertAnswer(expected, false));
        return wallet;
    }

    protected String funded(long units) {
        String address = newAddress();
        evm.token().mint(address, BigInteger.valueOf(units));
        return address;
    }

    protected void assertAnswer(String balance, boolean stale) {
        String json = asUser().get("/api/balance").asString();
        assertTrue(json.contains("\"balance\":" + balance + ","), json);
        assertTrue(json.contains("\"stale\":" + stale + ","), json);
    }
}
