package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.Network;

/** What is fixed about the sandbox's network: its passphrase, the keys that follow from it and the first ledger. */
public final class SandboxNetwork {

    public static final Network NETWORK = new Network("Ballast Sandbox Network ; November 2026");

    /** Gives accounts their first coins. */
    public static final KeyPair FRIENDBOT = named("friendbot");

    public static final KeyPair USDC_ISSUER = named("usdc-issuer");

    /** USDC with 7 decimals, as every asset of Stellar. */
    public static final String USDC = "USDC:" + USDC_ISSUER.getAccountId();

    static final int FIRST_LEDGER = 1;

    private static final long ROOT_STROOPS = 500_000_000_000_000_000L;
    private static final long FRIENDBOT_STROOPS = 400_000_000_000_000_000L;
    private static final long ISSUER_STROOPS = 100_000_000_000L;

    private SandboxNetwork() {}

    /** The key of that name on this network, known to everybody: nothing of value belongs there. */
    public static KeyPair named(String name) {
        String text = NETWORK.getNetworkPassphrase() + "/" + name;
        return KeyPair.fromSecretSeed(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    static State genesis() {
        State state = new State();
        state.workAt(FIRST_LEDGER);
        put(state, KeyPair.fromSecretSeed(NETWORK.getNetworkId()), ROOT_STROOPS);
        put(state, FRIENDBOT, FRIENDBOT_STROOPS);
        put(state, USDC_ISSUER, ISSUER_STROOPS);
        state.settle();
        return state;
    }

    private static void put(State state, KeyPair owner, long stroops) {
        state.put(new Account(owner.getAccountId(), stroops, 0, 0, 0, 0, 0, FIRST_LEDGER));
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
