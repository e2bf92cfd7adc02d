package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    Path work;

    @Test
    void givenALauncher_whenItIsKilled_thenEveryPartEndsAndTemporaryDataIsGone() throws Exception {
        try (Launched launched = Launched.start(work)) {
            assertThat(launched.parts()).hasSize(4).allMatch(ProcessHandle::isAlive);

            launched.kill();

            await().atMost(BOUND).until(() -> launched.parts().stream().noneMatch(ProcessHandle::isAlive));
            await().atMost(BOUND).until(() -> launched.directories().stream().noneMatch(Files::exists));
        }
    }

    @Test
    void givenAKilledLauncher_whenAnotherStartsOnItsDataAtOnce_thenItWaitsForWhatWasLeftAndStarts() throws Exception {
        String home = work.resolve("home").toString();
        try (Launched first = Launched.start(work, home)) {
            first.kill();
            try (Launched second = Launched.start(work, home)) {
                assertThat(first.parts()).noneMatch(ProcessHandle::isAlive);
                assertThat(second.parts()).hasSize(4).allMatch(ProcessHandle::isAlive);
            }
        }
    }

    @Test
    void givenASetInAnotherJvm_whenASetStartsHere_thenBothRun() throws Exception {
        try (Launched elsewhere = Launched.start(work);
                PostgresServer postgres = PostgresServer.start();
                RedisServer redis = RedisServer.start();
                KafkaBroker kafka = KafkaBroker.start();
                EvmNode evm = EvmNode.start();
                RedisServer secondRedis = RedisServer.start();
                PostgresServer secondPostgres = PostgresServer.start()) {
            assertThat(elsewhere.parts()).allMatch(ProcessHandle::isAlive);
            assertThat(secondPostgres.createDatabase("ledger")).isNotEqualTo(postgres.createDatabase("ledger"));
            assertThat(secondRedis.port()).isNotEqualTo(redis.port());
            assertThat(kafka.topics()).isEmpty();
            assertThat(evm.blockNumber()).isPositive();
        }
    }
}
