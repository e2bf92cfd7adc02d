package io.ballast.autodeposit.signer;

/** Keeps the keys. Signs hashes of transactions for accounts, and never tells a key. */
public interface Signer {

    /**
     * Makes the request to sign. It is written down before it is asked, so that asking again after a crash asks the same.
     *
     * @param account the Stellar account whose signature is wanted
     * @param hash of the transaction, in hex
     */
    String request(String account, String hash);

    /** Asks, and may be asked the same again. Blocks the calling thread for a bounded time. */
    Answer sign(String account, String request);

    /** What the signer says. */
    sealed interface Answer {

        /** The ed25519 signature; not verified. */
        record Signature(byte[] bytes) implements Answer {}

        /** Not yet: {@code code} says what it waits for. */
        record Pending(String code) implements Answer {}

        /** Never: {@code code} says why. */
        record Refused(String code) implements Answer {}
    }
}
