package io.ballast.chainbalance.evm;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Two providers of the local network, each an {@link RpcProxy} before whatever node a test chooses. */
public final class TwoProviders implements QuarkusTestResourceLifecycleManager {

    /** In the order in which they are configured. */
    record Pair(RpcProxy first, RpcProxy second) {}

    private Pair pair;

    @Override
    public Map<String, String> start() {
        pair = new Pair(RpcProxy.start(), RpcProxy.start());
        return Map.of(
                "ballast.evm.networks.local.rpc-urls",
                pair.first().url() + "," + pair.second().url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(pair, new TestInjector.MatchesType(Pair.class));
    }

    @Override
    public void stop() {
        if (pair != null) {
            pair.first().close();
            pair.second().close();
        }
    }
}
