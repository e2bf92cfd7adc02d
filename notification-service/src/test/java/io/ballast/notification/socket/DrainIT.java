package io.ballast.notification.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.Crowd;
import io.ballast.notification.Follower;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.Test;

/** A replica that is asked to end while its clients are paid without a pause. */
@QuarkusTest
class DrainIT extends RunningService {

    private static final int CLIENTS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Each group's consumers in one replica, as configured. */
    private static final Map<String, Integer> CONSUMERS =
            Map.of("notification-service", 1, "notification-service-chain", 2, "notification-service-deposits", 2);

    @Test
    void givenTwoReplicasUnderLoad_whenOneDrains_thenTheOtherReadsAtOnceAndNobodyLosesAnything() {
        // the window is long enough for the other replica to hear of its partitions with its next heartbeat, after 3 s
        try (Replica other = Replica.start("ballast.delivery.drain-window=10s", "quarkus.shutdown.delay=11s");
                Crowd crowd = new Crowd(kafka, this::token);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            // given
            crowd.join(CLIENTS, other.balance());
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> members(admin).equals(ofReplicas(2)));

            // when
            Thread end = Thread.ofVirtual().start(other::terminate);
            crowd.payUntil(() -> crowd.followers().stream().anyMatch(Follower::isCut), null);

            // then the groups were left before the first socket was closed
            assertEquals(ofReplicas(1), members(admin));
            assertFalse(other.isReady());

            // and those who are still there are told what this replica reads now
            List<Follower> waiting =
                    crowd.followers().stream().filter(one -> !one.isCut()).toList();
            assertFalse(waiting.isEmpty());
            Map<Follower, Long> told =
                    waiting.stream().collect(Collectors.toMap(Function.identity(), Follower::toldAtFirst));
            crowd.payUntil(() -> waiting.stream().anyMatch(one -> one.toldAtFirst() > told.get(one)), () -> balance);

            // and all come back here without a loss
            crowd.payUntil(() -> !end.isAlive(), () -> balance);
            crowd.comeBack(balance);
            crowd.followers().forEach(one -> assertEquals(1012, one.firstCloseCode()));
            crowd.check();
            assertTrue(other.log().contains("Kafka's consumer groups are left: consumers=5"));
            assertFalse(other.log().contains("ERROR"), other::log);
        }
    }

    private static Map<String, Integer> ofReplicas(int replicas) {
        return CONSUMERS.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, group -> group.getValue() * replicas));
    }

    private static Map<String, Integer> members(Admin admin) {
        try {
            return admin
                    .describeConsumerGroups(CONSUMERS.keySet())
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .collect(Collectors.toMap(
                            ConsumerGroupDescription::groupId,
                            group -> group.members().size()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
