package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainReaders;
import io.ballast.chainbalance.credit.MovementListener;
import io.ballast.chainbalance.wallet.Wallet;
import io.ballast.chainbalance.wallet.WalletListener;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where refreshes are asked for: by a reader who finds something old, by a registration, by what a block moved, by the
 * clock. Asking never waits; the work is done in the background by {@link RefreshWorker}, woken over the event bus.
 */
@ApplicationScoped
public class RefreshLanes implements WalletListener, MovementListener {

    static final String WAKE = "ballast.refresh.wake";

    private final Map<ChainNetwork, RefreshLane> lanes;
    private final ChainReaders readers;
    private final EventBus bus;
    private volatile boolean isStopping;

    RefreshLanes(ChainReaders readers, RefreshConfig config, EventBus bus) {
        this.lanes = readers.all().stream()
                .map(ChainReader::network)
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), network -> new RefreshLane(config.batchSize(), config.maxWaiting())));
        this.readers = readers;
        this.bus = bus;
    }

    @Override
    public Uni<Void> registered(Wallet wallet) {
        request(wallet.network(), List.of(wallet.id()));
        return Uni.createFrom().voidItem();
    }

    @Override
    public void moved(ChainNetwork network, List<UUID> wallets) {
        RefreshLane lane = lanes.get(network);
        if (lane != null && lane.wantAgain(wallets)) {
            wake(network);
        }
    }

    /** Asks for a refresh of the wallets; those that are being refreshed already are not refreshed twice. */
    public void request(ChainNetwork network, List<UUID> wallets) {
        if (of(network).want(wallets)) {
            wake(network);
        }
    }

    /** Whether a refresh of the wallet is waiting or on its way in this process. */
    public boolean isUnderWay(Wallet wallet) {
        RefreshLane lane = lanes.get(wallet.network());
        return lane != null && lane.isUnderWay(wallet.id());
    }

    @Scheduled(every = "${ballast.refresh.tick:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @NonBlocking
    void tick() {
        lanes.forEach(this::poll);
    }

    /** A stopping process takes no new work; what it has claimed is taken over when the claim ends. */
    void stop(@Observes ShutdownEvent stopping) {
        isStopping = true;
    }

    boolean isStopping() {
        return isStopping;
    }

    RefreshLane of(ChainNetwork network) {
        return lanes.get(network);
    }

    void wake(ChainNetwork network) {
        bus.send(WAKE, network);
    }

    /** A network that would not be asked keeps its wallets due: nobody writes that of each of them, and all are read at once later. */
    private void poll(ChainNetwork network, RefreshLane lane) {
        if (readers.of(network).filter(ChainReader::isAskable).isPresent() && lane.wantPoll()) {
            wake(network);
        }
    }
}
