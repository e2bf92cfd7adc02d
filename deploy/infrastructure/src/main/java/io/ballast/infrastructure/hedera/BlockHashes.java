package io.ballast.infrastructure.hedera;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The chain of blocks: each one's SHA-384 covers the one before and its own content. */
final class BlockHashes {

    private static final int HASH_DIGITS = 96;

    /** Before any block. */
    static final Block FIRST = new Block(-1, "0x" + "0".repeat(HASH_DIGITS), "", 0, 0, 0, List.of());

    private BlockHashes() {}

    static Block after(Block previous, long from, long to, long closedAt, List<TransactionRecord> transactions) {
        long number = previous.number() + 1;
        String content = previous.hash() + number + '/' + from + '/' + to + transactions;
        return new Block(number, sha384(content), previous.hash(), from, to, closedAt, transactions);
    }

    static String sha384(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-384").digest(content.getBytes(StandardCharsets.UTF_8));
            return "0x" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
