package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.chain.ChainBalanceChanged;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a Stellar wallet's USDC was, and is, as auto-deposit-service keeps it; fed through Kafka. */
class SnapshotsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void eachObservationIsKeptOnceAlsoAcrossAKill() {
        // given
        String user = "stella-" + UUID.randomUUID();
        String token = SET.api().token(user, "user");
        UUID wallet = UUID.randomUUID();
        SET.events().publish(observation(user, wallet, 1, "100.0000000", null));
        await().atMost(PATIENCE).until(() -> snapshots(token).size() == 1);

        // when
        SET.kill("auto-deposit-service");
        Event<ChainBalanceChanged> second = observation(user, wallet, 2, "150.5000000", "100.0000000");
        SET.events().publish(second);
        SET.events().publish(second);
        SET.awaitReady("auto-deposit-service");

        // then
        await().atMost(PATIENCE).until(() -> snapshots(token).size() == 2);
        JsonNode newest = snapshots(token).get(0);
        assertThat(newest.get("usdcBalance").decimalValue()).isEqualByComparingTo("150.5");
        assertThat(newest.get("previousBalance").decimalValue()).isEqualByComparingTo("100");
        assertThat(newest.get("balanceChange").decimalValue()).isEqualByComparingTo("50.5");
        assertThat(newest.get("snapshotType").asText()).isEqualTo("poll");
    }

    private static JsonNode snapshots(String token) {
        return SET.api().get(token, "/v1/snapshots").body().get("items");
    }

    private static Event<ChainBalanceChanged> observation(
            String user, UUID wallet, long version, String balance, String previous) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        ChainBalanceChanged data = new ChainBalanceChanged(
                wallet,
                "stellar",
                "testnet",
                "GB" + wallet.toString().replace("-", "").toUpperCase(Locale.ROOT),
                "custodial",
                "user",
                user,
                "USDC",
                7,
                version,
                new BigDecimal(balance),
                raw(balance),
                previous == null ? null : new BigDecimal(previous),
                previous == null ? null : raw(previous),
                1_000L + version,
                null,
                "finalized",
                "blockchain",
                now);
        return new Event<>(UUID.randomUUID(), "/acceptance", now, "default", null, data);
    }

    private static String raw(String balance) {
        return new BigDecimal(balance).movePointRight(7).toBigIntegerExact().toString();
    }
}
