package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.credit.Branches;
import io.ballast.chainbalance.credit.Credits;
import io.ballast.chainbalance.credit.Cursors;
import io.ballast.chainbalance.credit.Heights;
import io.ballast.chainbalance.provider.ProviderPools;
import io.ballast.infrastructure.DemoToken;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Followers of networks of a test's own, with the service's parts around them: each is as new as after a start. */
@ApplicationScoped
class Followers {

    private final ProviderPools pools;
    private final RpcConfig rpc;
    private final Vertx vertx;
    private final Cursors cursors;
    private final Branches branches;
    private final Credits credits;
    private final Heights heights;
    private final FollowConfig config;
    private final FollowMetrics metrics;

    Followers(
            ProviderPools pools,
            RpcConfig rpc,
            Vertx vertx,
            Cursors cursors,
            Branches branches,
            Credits credits,
            Heights heights,
            FollowConfig config,
            FollowMetrics metrics) {
        this.pools = pools;
        this.rpc = rpc;
        this.vertx = vertx;
        this.cursors = cursors;
        this.branches = branches;
        this.credits = credits;
        this.heights = heights;
        this.config = config;
        this.metrics = metrics;
    }

    TransferFollower of(ChainNetwork name, long chainId, int quorum, List<String> urls) {
        Token token = new Token(new Asset("USDC", 6), DemoToken.ADDRESS, Set.of(WalletRole.DERIVED), Optional.empty());
        EvmNetwork network = new EvmNetwork(
                name, chainId, DemoToken.ADDRESS, 500, true, 3000, quorum, Optional.empty(), List.of(token));
        RpcHttp http = new RpcHttp(rpc, pools.policy());
        EvmAccess access = new EvmAccess(
                network,
                pools.pool(
                        name,
                        urls,
                        "urls",
                        (uri, budget) -> new EvmProvider(
                                new EvmNode(http.to(uri), method -> {}, budget), network, Clock.systemUTC())),
                vertx.createSharedWorkerExecutor("evm-rpc"),
                Duration.ofSeconds(5));
        return new TransferFollower(access, cursors, branches, credits, heights, config, metrics);
    }
}
