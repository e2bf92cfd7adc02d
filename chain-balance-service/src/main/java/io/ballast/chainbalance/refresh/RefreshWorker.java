package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainReaders;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "A refresh of %s failed", reader.network()))
                .onFailure()
                .recoverWithNull()
                .invoke(() -> goOn(reader.network()));
    }

    private void started(ChainNetwork network, List<Claim> found) {
        lanes.of(network).started(found.stream().map(Claim::walletId).toList());
    }

    private void goOn(ChainNetwork network) {
        lanes.of(network).ended();
        lanes.wake(network);
    }
}
