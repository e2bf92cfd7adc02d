package io.ballast.chainbalance.evm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The EVM networks, by name. */
@ConfigMapping(prefix = "ballast.evm.networks")
public interface EvmConfig {

    @WithParentName
    Map<String, Network> networks();

    /** One network. */
    interface Network {

        /** JSON-RPC URLs in order of preference; without any the network is off. */
        Optional<List<String>> rpcUrls();

        /** The chain id that every URL must answer with (EIP-155). */
        long chainId();

        /** Multicall3, at the same address on nearly every network. */
        @WithDefault("0xcA11bde05977b3631167028862bE2a173976CA11")
        String multicallAddress();

        /** The most reads in one call; a refused call is halved. */
        @WithDefault("500")
        int readsPerCall();

        /** Whether nodes are tried for state overrides, by which a read returns 32 bytes. */
        @WithDefault("true")
        boolean packed();

        /** The most reads in one call where nodes obey those; a refused call is halved. */
        @WithDefault("3000")
        int packedReadsPerCall();

        /** How many providers must agree on a value, a transfer or a reorganisation before it is believed. */
        @WithDefault("1")
        int quorum();

        /** Whether the tokens' transfers are followed, for income and for what is to be read at once. */
        @WithDefault("true")
        boolean follow();

        /** WebSocket URLs that push new heads; without any, blocks are found by polling alone. */
        Optional<List<String>> webSocketUrls();

        /** A head older than this counts as no answer. Leave it out where blocks come only when something happens. */
        Optional<Duration> maxBlockAge();

        /** ERC-20 tokens, by any name. */
        Map<String, TokenConfig> tokens();
    }

    /** One token of a network. */
    interface TokenConfig {

        /** The asset's symbol in answers and events; unique within the network. */
        String symbol();

        /** The contract; without it the token is off. */
        Optional<String> address();

        int decimals();

        /** The roles of the wallets whose balance of it is read. */
        @WithDefault("derived,proxy")
        List<String> roles();

        /** Whose allowance over proxy wallets is read. */
        Optional<String> spender();
    }
}
