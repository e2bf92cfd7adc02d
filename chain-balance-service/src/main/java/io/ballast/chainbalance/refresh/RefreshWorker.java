package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainReaders;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Works off the lanes, one batch of a network after the other; networks do not wait for each other. */
@ApplicationScoped
public class RefreshWorker {

    private static final Logger LOG = Logger.getLogger(RefreshWorker.class);

    private final RefreshLanes lanes;
    private final ChainReaders readers;
    private final PgRefreshClaims claims;
    private final WalletRefresh refresh;
    private final RefreshConfig config;
    private final Set<ChainNetwork> failing = ConcurrentHashMap.newKeySet();

    RefreshWorker(
            RefreshLanes lanes,
            ChainReaders readers,
            PgRefreshClaims claims,
            WalletRefresh refresh,
            RefreshConfig config) {
        this.lanes = lanes;
        this.readers = readers;
        this.claims = claims;
        this.refresh = refresh;
        this.config = config;
    }

    /** Does the lane's next work and wakes itself for the one after, until there is nothing left. */
    @ConsumeEvent(RefreshLanes.WAKE)
    Uni<Void> work(ChainNetwork network) {
        if (lanes.isStopping()) {
            return Uni.createFrom().voidItem();
        }
        ChainReader reader = readers.of(network).orElseThrow();
        return switch (lanes.of(network).next()) {
            case RefreshLane.Work.Wanted wanted -> run(reader, claims.claim(wanted.wallets()));
            case RefreshLane.Work.Due due ->
                run(reader, claims.claimDue(network).invoke(found -> started(network, found)));
            case RefreshLane.Work.Nothing nothing -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> run(ChainReader reader, Uni<List<Claim>> claimed) {
        return claimed.chain(found -> refresh.refresh(reader, found))
                .ifNoItem()
                .after(config.lease())
                .fail()
                .onItemOrFailure()
                .invoke((done, failure) -> note(reader.network(), failure))
                .onFailure()
                .recoverWithNull()
                .invoke(() -> goOn(reader.network()));
    }

    private void started(ChainNetwork network, List<Claim> found) {
        lanes.of(network).started(found.stream().map(Claim::walletId).toList());
    }

    /** One line when refreshes begin to fail and one when they work again, not one a second while a database is away. */
    private void note(ChainNetwork network, Throwable failure) {
        if (failure == null) {
            if (failing.remove(network)) {
                LOG.infof("Refreshes of %s work again", network);
            }
        } else if (!lanes.isStopping() && failing.add(network)) {
            LOG.errorf(failure, "Refreshes of %s fail", network);
        }
    }

    private void goOn(ChainNetwork network) {
        lanes.of(network).ended();
        lanes.wake(network);
    }
}
