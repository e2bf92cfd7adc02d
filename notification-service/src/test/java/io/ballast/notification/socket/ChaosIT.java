package io.ballast.notification.socket;

import static org.awaitility.Awaitility.await;

import io.ballast.notification.Crowd;
import io.ballast.notification.Follower;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Everything that goes wrong at once, and what must hold nevertheless. */
@QuarkusTest
class ChaosIT extends RunningService {

    private static final int USERS = 4;
    private static final int ROUNDS = 40;

    @Test
    void givenABurst_whenAReplicaIsKilledAndTheListeningConnectionIsCut_thenNothingIsLostAndNothingComesTwice() {
        try (Replica other = Replica.start();
                Crowd crowd = new Crowd(kafka, this::token)) {
            crowd.join(USERS / 2, other.balance()).join(USERS / 2, balance);

            for (int round = 0; round < ROUNDS; round++) {
                crowd.pay();
                if (round % 15 == 10) {
                    redis.command("CLIENT", "KILL", "TYPE", "pubsub");
                }
                if (round == ROUNDS / 2) {
                    other.kill();
                }
            }
            await().until(() -> crowd.followers().stream().limit(USERS / 2).allMatch(Follower::isCut));
            crowd.comeBack(balance);

            crowd.check();
        }
    }
}
