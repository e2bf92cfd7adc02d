package io.ballast.chainbalance.stellar;

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

/** What is configured of one Stellar network, checked. XLM is the first of its assets. */
record StellarNetwork(
        ChainNetwork name,
        String passphrase,
        int keysPerCall,
        Optional<Duration> maxLedgerAge,
        List<StellarAsset> assets) {

    static final String CHAIN = "stellar";

    private static final int MOST_KEYS_PER_CALL = 200;

    /** One call for events takes no more contracts. */
    private static final int MOST_ASSETS = 5;

    static StellarNetwork of(String name, StellarConfig.Network config) {
        String prefix = "ballast.stellar.networks." + name;
        int perCall = config.keysPerCall();
        require(perCall >= 1 && perCall <= MOST_KEYS_PER_CALL, prefix + ".keys-per-call");
        String passphrase =
                config.passphrase().orElseThrow(() -> new IllegalArgumentException(prefix + ".passphrase is not set"));
        AssetContracts contracts = new AssetContracts(passphrase);
        StellarAsset xlm = new StellarAsset(
                new Asset("XLM", StellarAsset.DECIMALS),
                Optional.empty(),
                StellarAsset.NATIVE,
                contracts.of(StellarAsset.NATIVE),
                roles(config.xlmRoles(), prefix + ".xlm-roles"));
        Stream<StellarAsset> issued = config.assets().entrySet().stream()
                .filter(asset -> asset.getValue().issuer().isPresent())
                .sorted(Map.Entry.comparingByKey())
                .map(asset -> issued(prefix + ".assets." + asset.getKey(), asset.getValue(), contracts));
        List<StellarAsset> all = Stream.concat(Stream.of(xlm), issued).toList();
        require(all.size() <= MOST_ASSETS, prefix + ".assets");
        requireDistinct(all, prefix);
        return new StellarNetwork(new ChainNetwork(CHAIN, name), passphrase, perCall, config.maxLedgerAge(), all);
    }

    List<ChainRead> readsFor(WalletRole role, String address) {
        return assets.stream()
                .filter(asset -> asset.roles().contains(role))
                .flatMap(asset -> Stream.concat(Stream.of(asset.asset()), asset.total().stream()))
                .<ChainRead>map(asset -> new ChainRead.BalanceOf(address, asset))
                .toList();
    }

    StellarAsset asset(ChainRead read) {
        return assets.stream()
                .filter(asset -> asset.has(read.asset()))
                .findFirst()
                .orElseThrow();
    }

    private static StellarAsset issued(String prefix, StellarConfig.AssetConfig config, AssetContracts contracts) {
        String code = config.code().orElse(config.symbol());
        require(code.matches("[A-Za-z0-9]{1,12}"), prefix + ".code");
        String name = code + ":" + StellarAddress.configured(config.issuer().orElseThrow(), prefix + ".issuer");
        return new StellarAsset(
                new Asset(config.symbol(), StellarAsset.DECIMALS),
                config.totalSymbol().map(symbol -> new Asset(symbol, StellarAsset.DECIMALS)),
                name,
                contracts.of(name),
                roles(config.roles(), prefix + ".roles"));
    }

    private static void requireDistinct(List<StellarAsset> assets, String prefix) {
        Set<String> symbols = new HashSet<>();
        assets.stream()
                .flatMap(asset -> Stream.concat(Stream.of(asset.asset()), asset.total().stream()))
                .forEach(asset -> require(symbols.add(asset.symbol()), prefix + ".assets: a symbol twice"));
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
