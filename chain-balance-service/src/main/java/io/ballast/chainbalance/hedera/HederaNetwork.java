package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.WalletRole;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is configured of one Hedera network, checked. HBAR is the first of its tokens. */
record HederaNetwork(
        ChainNetwork name,
        AccountIds accountIds,
        int accountsPerCall,
        Optional<Duration> maxBlockAge,
        List<HtsToken> tokens) {

    static final String CHAIN = "hedera";

    private static final int MOST_ACCOUNTS_PER_CALL = 100;
    private static final int MOST_DECIMALS = 18;

    static HederaNetwork of(String name, HederaConfig.Network config) {
        String prefix = "ballast.hedera.networks." + name;
        int perCall = config.accountsPerCall();
        require(perCall >= 1 && perCall <= MOST_ACCOUNTS_PER_CALL, prefix + ".accounts-per-call");
        AccountIds ids = new AccountIds(Hip15.named(config.ledgerId()));
        Stream<HtsToken> tokens = config.tokens().entrySet().stream()
                .filter(token -> token.getValue().tokenId().isPresent())
                .sorted(Map.Entry.comparingByKey())
                .map(token -> token(prefix + ".tokens." + token.getKey(), token.getValue(), ids));
        HtsToken hbar = HtsToken.hbar(roles(config.hbarRoles(), prefix + ".hbar-roles"));
        List<HtsToken> all = Stream.concat(Stream.of(hbar), tokens).toList();
        Set<String> symbols = new HashSet<>();
        all.forEach(token -> require(symbols.add(token.asset().symbol()), prefix + ".tokens: a symbol twice"));
        return new HederaNetwork(new ChainNetwork(CHAIN, name), ids, perCall, config.maxBlockAge(), all);
    }

    List<ChainRead> readsFor(WalletRole role, String address) {
        return tokens.stream()
                .filter(token -> token.roles().contains(role))
                .<ChainRead>map(token -> new ChainRead.BalanceOf(address, token.asset()))
                .toList();
    }

    HtsToken token(ChainRead read) {
        return tokens.stream()
                .filter(token -> token.asset().equals(read.asset()))
                .findFirst()
                .orElseThrow();
    }

    private static HtsToken token(String prefix, HederaConfig.TokenConfig config, AccountIds ids) {
        require(config.decimals() >= 0 && config.decimals() <= MOST_DECIMALS, prefix + ".decimals");
        String id = ids.configured(config.tokenId().orElseThrow(), prefix + ".token-id");
        return new HtsToken(
                new Asset(config.symbol(), config.decimals()),
                Optional.of(id),
                roles(config.roles(), prefix + ".roles"));
    }

    private static Set<WalletRole> roles(List<String> codes, String setting) {
        return codes.stream()
                .map(code -> WalletRole.ofCode(code)
                        .orElseThrow(() -> new IllegalArgumentException(setting + ": unknown role " + code)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void require(boolean holds, String setting) {
        if (!holds) {
            throw new IllegalArgumentException("Out of its bounds: " + setting);
        }
    }
}
