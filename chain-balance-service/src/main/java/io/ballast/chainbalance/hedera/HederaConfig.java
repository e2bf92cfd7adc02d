package io.ballast.chainbalance.hedera;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Hedera networks, by name. */
@ConfigMapping(prefix = "ballast.hedera.networks")
public interface HederaConfig {

    @WithParentName
    Map<String, Network> networks();

    /** One network. */
    interface Network {

        /** Mirror nodes' URLs without {@code /api/v1}, in order of preference; without any the network is off. */
        Optional<List<String>> mirrorUrls();

        /** Consensus nodes as {@code 0.0.3@host:port}, asked by the SDK where no mirror node answers; none by default. */
        Optional<List<String>> consensusNodes();

        /** {@code mainnet}, {@code testnet}, {@code previewnet} or an id in hex: whose checksums are right. */
        String ledgerId();

        /** The most accounts in one call. */
        @WithDefault("100")
        int accountsPerCall();

        /** A mirror node whose newest block is older counts as none. */
        Optional<Duration> maxBlockAge();

        /** The roles of the wallets whose HBAR is read. */
        @WithDefault("custodial,community,company,treasury")
        List<String> hbarRoles();

        /** HTS tokens, by any name. */
        Map<String, TokenConfig> tokens();
    }

    /** One token of a network. */
    interface TokenConfig {

        /** The asset's symbol in answers and events; unique within the network. */
        String symbol();

        /** The token's id; without it the token is off. */
        Optional<String> tokenId();

        /** What the network must say, too. */
        int decimals();

        /** The roles of the wallets whose balance of it is read. */
        @WithDefault("custodial,community,company,treasury")
        List<String> roles();
    }
}
