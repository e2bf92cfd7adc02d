package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.provider.ProviderPools;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Listens to the nodes that push their blocks, and has the network followed at once. Polling goes on beside it. */
@ApplicationScoped
public class HeadPush {

    private static final int MAX_FRAME_BYTES = 65_536;
    private static final int MAX_MESSAGE_BYTES = 262_144;

    private final List<PushSocket> sockets = new ArrayList<>();
    private final WebSocketClient client;

    HeadPush(
            EvmConfig evm,
            EvmNetworks networks,
            FollowConfig config,
            TransferFollowing following,
            ProviderPools pools,
            Vertx vertx,
            MeterRegistry metrics) {
        client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(MAX_FRAME_BYTES).setMaxMessageSize(MAX_MESSAGE_BYTES));
        for (EvmAccess access : networks.all()) {
            EvmNetwork network = access.network();
            String name = network.name().network();
            List<PushSocket> opened = urls(evm, name, pools).stream()
                    .map(url -> new PushSocket(
                            vertx,
                            client,
                            pools.policy(),
                            url,
                            List.copyOf(network.tokensByContract().keySet()),
                            config.longestReconnect(),
                            () -> following.wake(network.name())))
                    .toList();
            sockets.addAll(opened);
            metrics.gauge("chain.push.sockets", Tags.of("chain", "evm", "network", name), opened, HeadPush::countOpen);
        }
    }

    void start(@Observes StartupEvent started) {
        sockets.forEach(PushSocket::open);
    }

    void stop(@Observes ShutdownEvent stopping) {
        sockets.forEach(PushSocket::stop);
    }

    private static double countOpen(List<PushSocket> sockets) {
        return sockets.stream().filter(PushSocket::isOpen).count();
    }

    private static List<URI> urls(EvmConfig evm, String network, ProviderPools pools) {
        List<String> urls = evm.networks().get(network).webSocketUrls().orElse(List.of());
        String setting = "ballast.evm.networks." + network + ".web-socket-urls";
        return IntStream.range(0, urls.size())
                .mapToObj(i -> pools.policy().checkedWebSocket(urls.get(i), setting + "[" + i + "]"))
                .toList();
    }
}
