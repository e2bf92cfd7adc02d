package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.credit.Branches;
import io.ballast.chainbalance.credit.Credits;
import io.ballast.chainbalance.credit.Cursors;
import io.ballast.chainbalance.credit.Heights;
import io.ballast.events.background.Periodic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Follows all networks, each at its own pace: by the clock, and at once when a node has pushed a block. One turn of a
 * network is on its way at a time.
 */
@ApplicationScoped
public class TransferFollowing {

    static final String WAKE = "ballast.evm.follow.wake";

    /** Far more than the calls of a turn may take together: one that takes longer hangs, and must not end the following. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(TransferFollowing.class);

    private final Map<ChainNetwork, TransferFollower> followers;
    private final Map<ChainNetwork, Turns> turns;
    private final Set<ChainNetwork> failing = ConcurrentHashMap.newKeySet();
    private final FollowConfig config;
    private final EventBus bus;
    private final Vertx vertx;
    private volatile Periodic clock;
    private volatile boolean isStopping;

    TransferFollowing(
            EvmConfig evm,
            EvmNetworks networks,
            Cursors cursors,
            Branches branches,
            Credits credits,
            Heights heights,
            FollowConfig config,
            FollowMetrics metrics,
            EventBus bus,
            Vertx vertx) {
        this.followers = networks.all().stream()
                .filter(access ->
                        evm.networks().get(access.network().name().network()).follow())
                .filter(access -> !access.network().tokens().isEmpty())
                .collect(Collectors.toUnmodifiableMap(
                        access -> access.network().name(),
                        access -> new TransferFollower(access, cursors, branches, credits, heights, config, metrics)));
        this.turns = followers.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), network -> new Turns()));
        followers.keySet().forEach(metrics::follows);
        this.config = config;
        this.bus = bus;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        clock = Periodic.start(vertx, "following of EVM networks", config.interval(), this::wakeAll);
    }

    void stop(@Observes ShutdownEvent stopping) {
        isStopping = true;
        clock.stop();
    }

    /** Asks for a turn of the network; it begins when the one that is on its way has ended. */
    void wake(ChainNetwork network) {
        if (followers.containsKey(network) && !isStopping) {
            bus.send(WAKE, network);
        }
    }

    @ConsumeEvent(WAKE)
    Uni<Void> follow(ChainNetwork network) {
        if (isStopping || !turns.get(network).begin()) {
            return Uni.createFrom().voidItem();
        }
        return followers
                .get(network)
                .turn()
                .ifNoItem()
                .after(LONGEST_TURN)
                .fail()
                .onItemOrFailure()
                .invoke((more, failure) -> note(network, failure))
                .onFailure()
                .recoverWithItem(false)
                .invoke(more -> ended(network, more))
                .replaceWithVoid();
    }

    private Uni<Void> wakeAll() {
        followers.keySet().forEach(this::wake);
        return Uni.createFrom().voidItem();
    }

    private void ended(ChainNetwork network, boolean more) {
        boolean wanted = turns.get(network).end();
        if (more || wanted) {
            wake(network);
        }
    }

    /** One line when following begins to fail, and one when it works again. */
    private void note(ChainNetwork network, Throwable failure) {
        if (failure == null) {
            if (failing.remove(network)) {
                LOG.infof("Transfers of %s are followed again", network);
            }
        } else if (!isStopping && failing.add(network)) {
            if (failure instanceof ChainUnavailable unavailable) {
                LOG.warnf("Transfers of %s can not be followed (%s)", network, unavailable.code());
            } else {
                LOG.errorf(failure, "Transfers of %s can not be followed", network);
            }
        }
    }
}
