package io.ballast.bench.chain;

import io.ballast.bench.set.Running;
import io.ballast.bench.set.SlowHttp;
import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.StellarSandbox;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An EVM node, a Stellar and a Hedera sandbox, and slow ways to them. Blocks close when something is moved, and not by
 * themselves.
 */
final class SlowChains implements AutoCloseable {

    private static final long TINYBARS = 4_250_000_000L;
    private static final long SMILES = 320;
    private static final long USDC_UNITS = 10_000_000;

    private final Running parts = new Running();
    private final EvmNode evm;
    private final StellarSandbox stellar;
    private final HederaSandbox hedera;
    private final Map<Network, SlowHttp> ways;
    private final SlowPipe heads;
    private final SlowPipe consensus;
    private int opened;

    SlowChains(Duration latency) {
        try {
            evm = parts.keep(EvmNode.start());
            stellar = parts.keep(StellarSandbox.start(0, null, Duration.ZERO));
            hedera = parts.keep(HederaSandbox.start(0, 0, null, Duration.ZERO));
            ways = Map.of(
                    Network.EVM, parts.keep(new SlowHttp(URI.create(evm.rpcUrl()), latency)),
                    Network.STELLAR, parts.keep(new SlowHttp(URI.create(stellar.rpcUrl()), latency)),
                    Network.HEDERA, parts.keep(new SlowHttp(URI.create(hedera.mirrorUrl()), latency)));
            heads = parts.keep(new SlowPipe(evm.port(), latency));
            consensus = parts.keep(new SlowPipe(port(hedera.nodeAddress()), latency));
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Makes the accounts up to this number, which have to be there before they can hold anything. */
    void open(int wallets) {
        IntStream.rangeClosed(opened + 1, wallets).parallel().forEach(number -> {
            stellar.open(StellarSandbox.key(Network.KEY + number), USDC_UNITS);
            hedera.createAccount(Network.FIRST_ACCOUNT + number, TINYBARS, SMILES);
        });
        hedera.closeBlock();
        opened = Math.max(opened, wallets);
    }

    ServiceSettings settings(ServiceSettings settings) {
        return settings.evm(evm).stellar(stellar).hedera(hedera);
    }

    /** What replaces the URLs of {@link #settings}. */
    Map<String, String> slowUrls() {
        Map<String, String> urls = new TreeMap<>();
        urls.put("ballast.evm.rpc-url", url(Network.EVM));
        urls.put("ballast.evm.web-socket-url", "ws://127.0.0.1:" + heads.port());
        urls.put("ballast.stellar.rpc-url", url(Network.STELLAR));
        urls.put("ballast.stellar.horizon-url", way(Network.STELLAR).instead(stellar.horizonUrl()));
        urls.put("ballast.hedera.mirror-url", url(Network.HEDERA));
        urls.put("ballast.hedera.consensus-node", HederaSandbox.NODE_ACCOUNT + "@" + consensusAddress());
        return urls;
    }

    SlowHttp way(Network network) {
        return ways.get(network);
    }

    /** The slow URL of the node, the RPC server or the mirror node. */
    String url(Network network) {
        String direct = switch (network) {
            case EVM -> evm.rpcUrl();
            case STELLAR -> stellar.rpcUrl();
            case HEDERA -> hedera.mirrorUrl();
        };
        return way(network).instead(direct);
    }

    /** The slow address of Hedera's consensus node. */
    String consensusAddress() {
        return "127.0.0.1:" + consensus.port();
    }

    String token() {
        return evm.tokenAddress();
    }

    /** Gives the wallet so many of the smallest unit (of USDC; on Hedera of HBAR), in a block that closes at once. */
    void credit(Network network, int wallet, long units) {
        String address = network.address(wallet);
        switch (network) {
            case EVM -> evm.token().mint(address, BigInteger.valueOf(units));
            case STELLAR -> stellar.mint(address, units);
            case HEDERA -> {
                hedera.sendHbar(address, units);
                hedera.closeBlock();
            }
        }
    }

    /** From now on no chain can be reached. */
    void cut() {
        ways.values().forEach(SlowHttp::cut);
        List.of(heads, consensus).forEach(SlowPipe::cut);
    }

    void restore() {
        ways.values().forEach(SlowHttp::open);
        List.of(heads, consensus).forEach(SlowPipe::open);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public void close() {
        parts.close();
    }
}
