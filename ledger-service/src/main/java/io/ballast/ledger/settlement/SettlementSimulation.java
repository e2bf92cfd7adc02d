package io.ballast.ledger.settlement;

import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.security.Caller;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Settles simulated purchases from time to time. Replicas choose the same key and the same purchases for the same moment, so
 * that they are settled once.
 */
@ApplicationScoped
class SettlementSimulation {

    private static final Logger LOG = Logger.getLogger(SettlementSimulation.class);
    private static final String USER = "settlement-simulation";
    private static final int FIRST_ERROR = 400;

    private final SettlementConfig config;
    private final RequestedAmounts amounts;
    private final Companies companies;
    private final Settlements settlements;

    SettlementSimulation(
            SettlementConfig config, RequestedAmounts amounts, Companies companies, Settlements settlements) {
        this.config = config;
        this.amounts = amounts;
        this.companies = companies;
        this.settlements = settlements;
    }

    @Scheduled(
            every = "${ballast.settlement.simulation.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return config.enabled()
                ? simulate(config.tenant(), turn())
                : Uni.createFrom().voidItem();
    }

    /** Settles purchases of the tenant's companies; nothing if there are none. */
    Uni<Void> simulate(String tenant, long turn) {
        return amounts.asset(tenant, null)
                .flatMap(asset -> companies
                        .some(tenant, asset, config.companies())
                        .flatMap(companyIds -> settle(tenant, turn, asset, companyIds)))
                .onFailure()
                .invoke(failure -> LOG.warn("Nothing was settled in this turn of the simulation", failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> settle(String tenant, long turn, Asset asset, List<String> companyIds) {
        if (companyIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        SettlementRequest request = SimulatedPurchases.of(asset, companyIds, config.purchases(), turn);
        Caller caller = new Caller(tenant, USER, Set.of(Caller.SERVICE));
        Claim claim = new Claim(USER, "turn-" + turn, SettlementClaims.hash(request));
        return settlements
                .settle(caller, claim, request)
                .invoke(answer -> tell(answer, companyIds.size()))
                .replaceWithVoid();
    }

    private void tell(Answer answer, int companyCount) {
        if (answer.status() < FIRST_ERROR) {
            LOG.infof("Simulated purchases: %d, of %d companies", config.purchases(), companyCount);
        } else {
            LOG.infof("Simulated purchases were not settled: %s", answer.body());
        }
    }

    private long turn() {
        return Instant.now().getEpochSecond() / Math.max(1, config.interval().toSeconds());
    }
}
