package io.ballast.ledger.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Adds up a month's entries, in the order of their key, as they are written or read. Not for several threads at once. */
final class MonthDigest {

    private final MessageDigest sha256 = sha256();
    private final Map<String, MonthSums.OfAsset> byAsset = new TreeMap<>();
    private long entries;

    /** Adds an entry and returns its line with its end, in UTF-8: what the hash is made of. */
    byte[] add(ArchivedEntry entry) {
        byte[] line = (entry.line() + "\n").getBytes(StandardCharsets.UTF_8);
        sha256.update(line);
        byAsset.merge(entry.asset(), MonthSums.OfAsset.of(entry.amount()), MonthSums.OfAsset::plus);
        entries++;
        return line;
    }

    long entries() {
        return entries;
    }

    /** What all entries come to; nothing can be added after it. */
    MonthSums sums() {
        return new MonthSums(entries, HexFormat.of().formatHex(sha256.digest()), byAsset);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
