package io.ballast.chainbalance;

import io.ballast.infrastructure.EvmNode;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A node of the test's own, as the network {@code mortal}: it may be killed without harm to other tests. */
public final class MortalNode implements QuarkusTestResourceLifecycleManager {

    static final String NETWORK = "mortal";

    /** What nobody must ever see of the URLs; the node itself does not care. */
    static final String PASSWORD = "pa55-of-the-provider";

    static final String API_KEY = "k3y-of-the-provider";

    /** Of a type of its own: fields of the node's own type hold the one that all tests share. */
    record Mortal(EvmNode node) {}

    private EvmNode node;

    @Override
    public Map<String, String> start() {
        node = EvmNode.start();
        String prefix = "ballast.evm.networks." + NETWORK + ".";
        return Map.of(
                prefix + "rpc-urls",
                secret(node.rpcUrl()),
                prefix + "web-socket-urls",
                secret(node.webSocketUrl()),
                prefix + "chain-id",
                Long.toString(EvmNode.CHAIN_ID),
                prefix + "tokens.usdc.symbol",
                "USDC",
                prefix + "tokens.usdc.address",
                node.tokenAddress(),
                prefix + "tokens.usdc.decimals",
                "6",
                "ballast.balance.network",
                NETWORK,
                "ballast.profile.network",
                "local");
    }

    private static String secret(String url) {
        return url.replace("://", "://user:" + PASSWORD + "@") + "/?key=" + API_KEY;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(new Mortal(node), new TestInjector.MatchesType(Mortal.class));
    }

    @Override
    public void stop() {
        if (node != null) {
            node.close();
        }
    }
}
