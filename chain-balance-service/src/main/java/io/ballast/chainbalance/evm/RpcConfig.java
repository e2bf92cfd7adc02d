package io.ballast.chainbalance.evm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How EVM nodes are called. */
@ConfigMapping(prefix = "ballast.evm.rpc")
public interface RpcConfig {

    /** How long connecting may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a call may take as a whole. */
    @WithDefault("5s")
    Duration callTimeout();

    /** The largest answer that is read. 500 reads need about 230 KB. */
    @WithDefault("4194304")
    long maxResponseBytes();

    /** Threads for calls, shared by all networks. A network has one batch on its way at a time. */
    @WithDefault("4")
    int threads();

    /**
     * Hosts of RPC URLs that may be private or loopback addresses, by name or address as written in the URL. Everything
     * else that is or resolves to such an address is refused.
     */
    Optional<List<String>> allowedPrivateHosts();
}
