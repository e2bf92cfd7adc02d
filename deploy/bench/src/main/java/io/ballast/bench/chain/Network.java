package io.ballast.bench.chain;

import io.ballast.infrastructure.StellarSandbox;
import java.util.Locale;
import org.web3j.crypto.Keys;

/** The chains, each with the role of its wallets and their addresses. */
enum Network {
    EVM("EVM", "derived") {
        @Override
        String address(int number) {
            return Keys.toChecksumAddress(String.format(Locale.ROOT, "0xbe%038x", number));
        }
    },
    STELLAR("Stellar", "custodial") {
        @Override
        String address(int number) {
            return StellarSandbox.key(KEY + number).getAccountId();
        }
    },
    HEDERA("Hedera", "custodial") {
        @Override
        String address(int number) {
            return "0.0." + (FIRST_ACCOUNT + number);
        }
    };

    /** The name of a Stellar account's key is this and its number. */
    static final String KEY = "bench-";

    /** Hedera's accounts have the numbers from here on. */
    static final long FIRST_ACCOUNT = 100_000;

    private final String title;
    private final String role;

    Network(String title, String role) {
        this.title = title;
        this.role = role;
    }

    /** The one that the service calls so. */
    static Network of(String chain) {
        return valueOf(chain.toUpperCase(Locale.ROOT));
    }

    /** In the chain's canonical form. */
    abstract String address(int number);

    String title() {
        return title;
    }

    String role() {
        return role;
    }

    /** As the service writes it. */
    String chain() {
        return name().toLowerCase(Locale.ROOT);
    }
}
