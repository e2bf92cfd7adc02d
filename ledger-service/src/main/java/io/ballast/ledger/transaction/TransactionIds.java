package io.ballast.ledger.transaction;

import java.util.UUID;

/**
 * Ids of transactions: UUIDs of version 7 (RFC 9562), so that new rows land at the end of their index. The milliseconds in
 * them serve only that; when a transaction happened is told by the database's clock.
 */
public final class TransactionIds {

    private static final long RANDOM_A = 0xfffL;
    private static final long VERSION_7 = 0x7000L;

    private TransactionIds() {}

    public static UUID next() {
        UUID random = UUID.randomUUID();
        long high = (System.currentTimeMillis() << 16) | VERSION_7 | (random.getMostSignificantBits() & RANDOM_A);
        return new UUID(high, random.getLeastSignificantBits());
    }
}
