package io.ballast.ledger.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MonthDigestTest {

    private static final String LINE = "{\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\","
            + "\"version\":2,\"transactionId\":\"00000000-0000-0000-0000-000000000003\",\"amount\":-5,"
            + "\"balanceAfter\":10,\"createdAt\":\"2024-01-01T00:00:00.000001Z\"}\n";

    @Test
    void givenAnEntry_whenItIsAdded_thenItsLineIsTheFrozenForm() {
        assertArrayEquals(LINE.getBytes(StandardCharsets.UTF_8), new MonthDigest().add(entry("USD", -5)));
    }

    @Test
    void givenEntriesOfTwoAssets_whenTheyAreAdded_thenEachHasItsSumsBeyondTheRangeOfALong() {
        // given
        MonthDigest digest = new MonthDigest();

        // when
        digest.add(entry("USD", Long.MIN_VALUE));
        digest.add(entry("USD", Long.MIN_VALUE));
        digest.add(entry("USD", 7));
        digest.add(entry("MILES", 1));

        // then
        BigInteger twice = BigInteger.valueOf(Long.MIN_VALUE).negate().shiftLeft(1);
        assertEquals(
                Map.of(
                        "USD", new MonthSums.OfAsset(BigInteger.valueOf(7), twice),
                        "MILES", new MonthSums.OfAsset(BigInteger.ONE, BigInteger.ZERO)),
                digest.sums().byAsset());
    }

    @Test
    void givenTheSameEntriesInAnotherOrder_whenTheyAreAdded_thenTheHashIsAnother() {
        assertNotEquals(hash(entry("USD", 1), entry("USD", 2)), hash(entry("USD", 2), entry("USD", 1)));
        assertEquals(hash(entry("USD", 1), entry("USD", 2)), hash(entry("USD", 1), entry("USD", 2)));
    }

    private static String hash(ArchivedEntry... entries) {
        MonthDigest digest = new MonthDigest();
        for (ArchivedEntry entry : entries) {
            digest.add(entry);
        }
        return digest.sums().sha256();
    }

    private static ArchivedEntry entry(String asset, long amount) {
        return new ArchivedEntry(
                new UUID(0, 1), asset, 2, new UUID(0, 3), amount, 10, Instant.parse("2024-01-01T00:00:00.000001Z"));
    }
}
