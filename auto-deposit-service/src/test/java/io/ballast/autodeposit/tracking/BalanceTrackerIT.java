package io.ballast.autodeposit.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.snapshot.SnapshotType;
import io.ballast.events.outbox.Outbox;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** Two replicas can have the same wallet in hand for a moment, when partitions move from one to the other. */
@QuarkusTest
class BalanceTrackerIT extends RunningService {

    private static final int VERSIONS = 12;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final UUID wallet = UUID.randomUUID();

    @Inject
    Outbox outbox;

    @Inject
    BalanceTracker tracker;

    @RepeatedTest(20)
    void givenAWalletNeverSeen_whenManyObservationsComeAtOnce_thenTheNewestWinsAndTheHistoryHasNoBreak() {
        List<Integer> versions =
                new ArrayList<>(IntStream.rangeClosed(1, VERSIONS).boxed().toList());
        Collections.shuffle(versions);

        List<Uni<Tracking>> observations = versions.stream().map(this::track).toList();
        List<Tracking> decisions =
                Uni.join().all(observations).andFailFast().await().atMost(BOUND);

        decisions.forEach(decision -> assertInstanceOf(Tracking.Accepted.class, decision));
        long recorded =
                decisions.stream().filter(Tracking.Recorded.class::isInstance).count();
        List<Map<String, Object>> history = database.snapshots(wallet);
        assertEquals(recorded, history.size());
        BigDecimal known = null;
        for (Map<String, Object> snapshot : history) {
            assertEquals(known, snapshot.get("previous_balance"));
            known = (BigDecimal) snapshot.get("usdc_balance");
        }
        assertEquals(new BigDecimal(VERSIONS).setScale(UsdcAmount.SCALE), known);
        assertEquals(known, database.wallet(wallet).get("previous_usdc_balance"));
        assertEquals((long) VERSIONS, database.wallet(wallet).get("version"));
    }

    private Uni<Tracking> track(int version) {
        BalanceObservation observation = new BalanceObservation(
                wallet, "user-a", "GA", "testnet", UsdcAmount.of(Integer.toString(version)), 100, version);
        return outbox.inTransaction("default", tx -> tracker.track(tx.connection(), observation, SnapshotType.POLL));
    }
}
