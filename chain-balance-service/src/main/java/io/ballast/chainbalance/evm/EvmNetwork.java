package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.WalletRole;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is configured of one EVM network, checked. */
record EvmNetwork(
        ChainNetwork name,
        long chainId,
        String multicallAddress,
        int readsPerCall,
        boolean packed,
        int packedReadsPerCall,
        int quorum,
        Optional<Duration> maxBlockAge,
        List<Token> tokens) {

    private static final int MAX_READS_PER_CALL = 10_000;
    private static final int MAX_DECIMALS = 36;

    static EvmNetwork of(String name, EvmConfig.Network config) {
        String prefix = "ballast.evm.networks." + name;
        require(config.readsPerCall() >= 1 && config.readsPerCall() <= MAX_READS_PER_CALL, prefix + ".reads-per-call");
        require(
                config.packedReadsPerCall() >= 1 && config.packedReadsPerCall() <= MAX_READS_PER_CALL,
                prefix + ".packed-reads-per-call");
        int urls = config.rpcUrls().map(List::size).orElse(0);
        require(config.quorum() >= 1 && config.quorum() <= Math.max(urls, 1), prefix + ".quorum");
        List<Token> tokens = config.tokens().entrySet().stream()
                .filter(token -> token.getValue().address().isPresent())
                .map(token -> token(prefix + ".tokens." + token.getKey(), token.getValue()))
                .toList();
        Set<String> symbols = new HashSet<>();
        tokens.forEach(token -> require(symbols.add(token.asset().symbol()), prefix + ".tokens: a symbol twice"));
        return new EvmNetwork(
                new ChainNetwork("evm", name),
                config.chainId(),
                EvmAddress.configured(config.multicallAddress(), prefix + ".multicall-address"),
                config.readsPerCall(),
                config.packed(),
                config.packedReadsPerCall(),
                config.quorum(),
                config.maxBlockAge(),
                tokens);
    }

    /** The token of each contract's address in lower case. */
    Map<String, Token> tokensByContract() {
        return tokens.stream()
                .collect(Collectors.toMap(token -> token.address().toLowerCase(Locale.ROOT), Function.identity()));
    }

    /** The token contracts by the asset's symbol. */
    Map<String, String> contracts() {
        return tokens.stream().collect(Collectors.toMap(token -> token.asset().symbol(), Token::address));
    }

    List<ChainRead> readsFor(WalletRole role, String address) {
        return tokens.stream()
                .filter(token -> token.roles().contains(role))
                .flatMap(token -> Stream.concat(
                        Stream.of(new ChainRead.BalanceOf(address, token.asset())), allowance(token, role, address)))
                .toList();
    }

    private static Stream<ChainRead> allowance(Token token, WalletRole role, String address) {
        return token.spender().stream()
                .filter(spender -> role == WalletRole.PROXY)
                .map(spender -> new ChainRead.AllowanceOf(address, token.asset(), spender));
    }

    private static Token token(String prefix, EvmConfig.TokenConfig config) {
        require(config.decimals() >= 0 && config.decimals() <= MAX_DECIMALS, prefix + ".decimals");
        return new Token(
                new Asset(config.symbol(), config.decimals()),
                EvmAddress.configured(config.address().orElseThrow(), prefix + ".address"),
                config.roles().stream().map(role -> role(role, prefix)).collect(Collectors.toUnmodifiableSet()),
                config.spender().map(spender -> EvmAddress.configured(spender, prefix + ".spender")));
    }

    private static WalletRole role(String code, String prefix) {
        return WalletRole.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException(prefix + ".roles: unknown role " + code));
    }

    private static void require(boolean holds, String setting) {
        if (!holds) {
            throw new IllegalArgumentException("Out of its bounds: " + setting);
        }
    }
}
