package io.ballast.notification.socket;

import io.ballast.notification.Crowd;
import io.ballast.notification.Follower;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A replica is killed in a burst, and all of its clients come to another one at once, each with the last id it has seen. A few
 * here; how many: {@code ballast.chaos.clients} ({@code make chaos-notification}).
 */
@QuarkusTest
class ReconnectStormIT extends RunningService {

    private static final int CLIENTS = Integer.getInteger("ballast.chaos.clients", 100);

    @Test
    void givenManyClients_whenAllComeBackAtOnce_thenEachGetsExactlyWhatItMissed() {
        try (Replica other = Replica.start();
                Crowd crowd = new Crowd(kafka, this::token).join(CLIENTS, other.balance())) {
            crowd.pay();
            other.kill();
            Awaitility.await().until(() -> crowd.followers().stream().allMatch(Follower::isCut));
            crowd.pay();

            crowd.comeBack(balance);

            crowd.check();
        }
    }
}
