package io.ballast.events;

import io.ballast.events.ledger.BalanceUpdated;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Events as the ledger writes them. */
public final class EventFixtures {

    private static final Instant NOW = Instant.parse("2026-11-04T10:30:00.123456Z");

    private EventFixtures() {}

    /** The user's account reached this version; each version adds 1.50. */
    public static BalanceUpdated balanceUpdated(String userId, long version) {
        BigDecimal amount = new BigDecimal("1.50");
        return new BalanceUpdated(
                userId,
                "user",
                UUID.nameUUIDFromBytes(userId.getBytes(StandardCharsets.UTF_8)),
                "USD",
                version,
                amount.multiply(BigDecimal.valueOf(version)),
                amount.multiply(BigDecimal.valueOf(version - 1)),
                UUID.randomUUID(),
                "topup",
                amount,
                NOW);
    }

    public static Event<BalanceUpdated> event(String tenant, String userId, long version) {
        return new Event<>(UUID.randomUUID(), "/ledger-service", NOW, tenant, null, balanceUpdated(userId, version));
    }
}
