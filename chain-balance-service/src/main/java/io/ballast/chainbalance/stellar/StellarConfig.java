package io.ballast.chainbalance.stellar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Stellar networks, by name. */
@ConfigMapping(prefix = "ballast.stellar.networks")
public interface StellarConfig {

    @WithParentName
    Map<String, Network> networks();

    /** One network. */
    interface Network {

        /** Stellar RPC servers, in order of preference; without any the network is off. */
        Optional<List<String>> rpcUrls();

        /** Horizon servers, asked where no RPC server answers; none by default. */
        Optional<List<String>> horizonUrls();

        /** The network's passphrase, which every server must name. */
        Optional<String> passphrase();

        /** The most ledger keys in one call. */
        @WithDefault("200")
        int keysPerCall();

        /** A server whose newest ledger was closed longer ago counts as none. */
        Optional<Duration> maxLedgerAge();

        /** The roles of the wallets whose XLM is read. */
        @WithDefault("custodial,community,company,treasury")
        List<String> xlmRoles();

        /** Issued assets, by any name. */
        Map<String, AssetConfig> assets();
    }

    /** One issued asset of a network. All of them have 7 decimals. */
    interface AssetConfig {

        /** The asset's symbol in answers and events, which is what can be spent of it; unique within the network. */
        String symbol();

        /** The symbol under which all that the trustline holds is read beside it, what offers bind included. */
        Optional<String> totalSymbol();

        /** The asset's code on the network; the symbol by default. */
        Optional<String> code();

        /** The issuing account; without it the asset is off. */
        Optional<String> issuer();

        /** The roles of the wallets whose balance of it is read. */
        @WithDefault("derived,proxy,custodial,community,company,treasury")
        List<String> roles();
    }
}
