package io.ballast.chainbalance.evm;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Puts an {@link RpcProxy} between the service and whatever node a test chooses. */
public final class RpcProxyResource implements QuarkusTestResourceLifecycleManager {

    private RpcProxy proxy;

    @Override
    public Map<String, String> start() {
        proxy = RpcProxy.start();
        return Map.of("ballast.evm.networks.local.rpc-urls", proxy.url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(proxy, new TestInjector.MatchesType(RpcProxy.class));
    }

    @Override
    public void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
