package io.ballast.notification.socket;

import io.ballast.notification.Crowd;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Replicas are replaced one after the other while clients are paid without a pause: each new one joins Kafka's groups as one
 * member more before an old one leaves, so that the partitions move twice a round. How many replicas and how often:
 * {@code ballast.chaos.replicas}, {@code ballast.chaos.rounds} ({@code make chaos-notification}).
 */
@QuarkusTest
class RollingRestartIT extends RunningService {

    private static final int REPLICAS = Integer.getInteger("ballast.chaos.replicas", 1);
    private static final int ROUNDS = Integer.getInteger("ballast.chaos.rounds", 1);
    private static final int CLIENTS_OF_EACH = 4;

    private final List<Replica> replicas = new ArrayList<>();

    @Test
    void givenLoad_whenAllReplicasAreReplacedInTurn_thenNothingIsLostAndNothingComesTwice() {
        try (Crowd crowd = new Crowd(kafka, this::token)) {
            crowd.join(CLIENTS_OF_EACH, balance);
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(Replica.start());
                crowd.join(CLIENTS_OF_EACH, replicas.getLast().balance());
            }

            for (int i = 0; i < ROUNDS * REPLICAS; i++) {
                crowd.payWhile(() -> replicas.add(Replica.start()), () -> balance);
                // who was on the old one goes to the new one
                crowd.payWhile(() -> replicas.removeFirst().terminate(), replicas.getLast()::balance);
            }

            crowd.comeBack(balance);
            crowd.check();
        } finally {
            replicas.forEach(Replica::close);
        }
    }
}
