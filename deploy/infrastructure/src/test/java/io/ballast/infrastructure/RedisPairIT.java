package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RedisPairIT {

    @Test
    void givenWhatTheReplicaHas_whenThePrimaryIsKilled_thenItIsThereByTheSameAddressAgainAndAgain() throws Exception {
        try (RedisPair pair = RedisPair.start()) {
            command(pair, "SET", "balance:user:a", "150.50");
            awaitReplicated(pair);

            pair.failOver();
            assertThat(command(pair, "GET", "balance:user:a")).isEqualTo("150.50");
            command(pair, "SET", "balance:user:a", "151.50");
            pair.rejoin();
            awaitReplicated(pair);
            pair.failOver();

            assertThat(command(pair, "GET", "balance:user:a")).isEqualTo("151.50");
        }
    }

    @Test
    void givenAReplicaThatFellBehind_whenThePrimaryIsKilled_thenWhatItHadNotHeardIsLost() throws Exception {
        try (RedisPair pair = RedisPair.start()) {
            command(pair, "SET", "balance:user:a", "150.50");
            awaitReplicated(pair);
            long written = pair.written();

            pair.fallBehind();
            command(pair, "SET", "balance:user:a", "151.50");
            assertThat(pair.written()).isGreaterThan(written);
            pair.failOver();

            assertThat(command(pair, "GET", "balance:user:a")).isEqualTo("150.50");
        }
    }

    private static void awaitReplicated(RedisPair pair) {
        Awaitility.await()
                .until(() -> pair.replica()
                        .command("GET", "balance:user:a")
                        .equals(pair.primary().command("GET", "balance:user:a")));
    }

    private static String command(RedisPair pair, String... words) throws Exception {
        try (RedisClient client = new RedisClient(pair.port(), null)) {
            return client.command(words);
        }
    }
}
