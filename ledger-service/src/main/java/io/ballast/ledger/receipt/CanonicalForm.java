package io.ballast.ledger.receipt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The bytes that are hashed, exactly as {@code verifier/FORMAT.md} says. A text is its length in UTF-8 bytes and the bytes;
 * numbers are big-endian, times are microseconds since 1970. Changing anything here makes every receipt void.
 */
final class CanonicalForm {

    private static final String STATE = "ballast.state.v1";
    private static final String TRANSACTION = "ballast.transaction.v1";
    private static final String BLOCK = "ballast.block.v1";

    private static final int UUID_LENGTH = 16;
    private static final int ENTRY_LENGTH = UUID_LENGTH + Long.BYTES + Hash.LENGTH;

    private CanonicalForm() {}

    /** The hash of a transaction as a leaf of the tree. */
    static Hash leaf(SealedTransaction transaction, Salts salts) {
        byte[] name = utf8(TRANSACTION);
        byte[] tenant = utf8(transaction.tenant());
        byte[] type = utf8(transaction.type());
        byte[] asset = utf8(transaction.asset());
        int texts = 4 * Integer.BYTES + name.length + tenant.length + type.length + asset.length;
        int entries = transaction.entries().size() * ENTRY_LENGTH;
        ByteBuffer buffer =
                ByteBuffer.allocate(texts + UUID_LENGTH + Integer.BYTES + Long.BYTES + Integer.BYTES + entries);
        text(buffer, name);
        text(buffer, tenant);
        uuid(buffer, transaction.id());
        text(buffer, type);
        text(buffer, asset);
        buffer.putInt(transaction.assetScale());
        buffer.putLong(micros(transaction.completedAt()));
        buffer.putInt(transaction.entries().size());
        for (SealedEntry entry : transaction.entries()) {
            uuid(buffer, entry.accountId());
            buffer.putLong(entry.amount());
            state(transaction, entry, salts.of(transaction.id(), entry.accountId()))
                    .writeTo(buffer);
        }
        return MerkleTree.leaf(buffer.array());
    }

    /** The hash that stands for what an entry's account holds: without the salt it can not be guessed. */
    static Hash state(SealedTransaction transaction, SealedEntry entry, Hash salt) {
        byte[] name = utf8(STATE);
        ByteBuffer buffer =
                ByteBuffer.allocate(Integer.BYTES + name.length + Hash.LENGTH + 2 * UUID_LENGTH + 2 * Long.BYTES);
        text(buffer, name);
        salt.writeTo(buffer);
        uuid(buffer, transaction.id());
        uuid(buffer, entry.accountId());
        buffer.putLong(entry.version());
        buffer.putLong(entry.balanceAfter());
        return Hash.sha256(buffer.array());
    }

    /** The hash of a block. */
    static Hash hash(String tenant, long number, Hash previousHash, Hash root, int count, Instant sealedAt) {
        byte[] name = utf8(BLOCK);
        byte[] tenantName = utf8(tenant);
        int texts = 2 * Integer.BYTES + name.length + tenantName.length;
        ByteBuffer buffer = ByteBuffer.allocate(texts + Long.BYTES + 2 * Hash.LENGTH + Integer.BYTES + Long.BYTES);
        text(buffer, name);
        text(buffer, tenantName);
        buffer.putLong(number);
        previousHash.writeTo(buffer);
        root.writeTo(buffer);
        buffer.putInt(count);
        buffer.putLong(micros(sealedAt));
        return Hash.sha256(buffer.array());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void text(ByteBuffer buffer, byte[] utf8) {
        buffer.putInt(utf8.length);
        buffer.put(utf8);
    }

    private static void uuid(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits());
        buffer.putLong(id.getLeastSignificantBits());
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
