package io.ballast.ledger.receipt;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The salts of a tenant's entries, each made of the tenant's key and of whose entry it is (HMAC-SHA-256): nothing has to be
 * kept for an entry, and who learns one learns no other. Not for use by several threads.
 */
final class Salts {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    private Salts(Mac mac) {
        this.mac = mac;
    }

    /** The salts under that key. */
    static Salts of(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return new Salts(mac);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA-256, and it takes every key", e);
        }
    }

    /** The salt of the transaction's entry on the account. */
    Hash of(UUID transactionId, UUID accountId) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * Long.BYTES);
        buffer.putLong(transactionId.getMostSignificantBits());
        buffer.putLong(transactionId.getLeastSignificantBits());
        buffer.putLong(accountId.getMostSignificantBits());
        buffer.putLong(accountId.getLeastSignificantBits());
        return Hash.of(mac.doFinal(buffer.array()));
    }
}
