package io.ballast.ledger.receipt;

/** A tenant's key, from which its salts are made. It is written nowhere but in the database. */
final class SaltKey {

    private final byte[] bytes;

    SaltKey(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    Salts salts() {
        return Salts.of(bytes);
    }
}
