package io.ballast.autodeposit.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Stellar networks on which deposits are made. */
@ConfigMapping(prefix = "ballast.stellar.networks")
public interface NetworkConfig {

    /** By the name that events call them. */
    @WithParentName
    Map<String, Network> networks();

    /** One network; without an RPC server or a vault it is off. */
    interface Network {

        /** Stellar RPC servers, in order of preference. */
        Optional<List<String>> rpcUrls();

        /** The network's passphrase, which every server must name. */
        Optional<String> passphrase();

        /** The account that issues USDC. */
        Optional<String> usdcIssuer();

        /** The contracts that may take money; the first is the usual one. */
        Optional<List<String>> vaults();

        /** How long a transaction may be part of a ledger. */
        @WithDefault("90s")
        Duration window();

        /** What is offered for a place in a ledger, in stroops, beside what the contract's resources cost. */
        @WithDefault("1000")
        @Min(100)
        @Max(10_000_000)
        long inclusionFee();

        /** How many servers must not know a transaction before it counts as expired; all where there are fewer. */
        @WithDefault("2")
        @Min(1)
        @Max(10)
        int expiryServers();

        /** The least shares for a million units of money: a vault whose shares cost more gets nothing. */
        @WithDefault("100000")
        @Min(1)
        long leastSharesPerMillion();

        /** Secret seeds that this process signs with: for development only. Turnkey's settings win. */
        Optional<List<String>> localSeeds();

        /** Turnkey as the keeper of the wallets' keys; all but its URL are needed. */
        Turnkey turnkey();
    }

    /** Turnkey's API. */
    interface Turnkey {

        @WithDefault("https://api.turnkey.com")
        String url();

        /** The organisation whose wallets sign; without it Turnkey is not used. */
        Optional<String> organizationId();

        /** The API key's public key, compressed, in hex. */
        Optional<String> apiPublicKey();

        /** The API key's private key in hex: a secret. */
        Optional<String> apiPrivateKey();
    }
}
