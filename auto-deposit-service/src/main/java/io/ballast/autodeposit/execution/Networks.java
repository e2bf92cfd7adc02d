package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.http.ProviderConfig;
import io.ballast.autodeposit.rule.Vaults;
import io.ballast.autodeposit.stellar.StellarAccounts;
import io.ballast.autodeposit.stellar.StellarChain;
import io.ballast.events.address.UrlPolicy;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The networks on which deposits are made, from the configuration. A setting that can never work stops the start. */
@Startup
@ApplicationScoped
public class Networks implements Vaults {

    private final Map<String, Connected> networks = new TreeMap<>();

    /** A network that is on. */
    record Connected(StellarChain chain, DepositEngine engine, Set<String> vaults) {

        StellarAccounts accounts() {
            return chain.accounts();
        }

        String usualVault() {
            return vaults.iterator().next();
        }
    }

    Networks(NetworkConfig config, CallConfig calls, DepositConfig deposits, ProviderConfig providers) {
        UrlPolicy policy = new UrlPolicy(
                providers.allowedHosts().orElse(List.of()),
                providers.allowedPrivateHosts().orElse(List.of()));
        NetworkMaker maker = new NetworkMaker(policy, calls, deposits);
        config.networks().forEach((name, network) -> {
            if (network.rpcUrls().isPresent() && network.vaults().isPresent()) {
                networks.put(name, maker.connected(name, network));
            }
        });
    }

    @Override
    public Set<String> of(String network) {
        return find(network).map(Connected::vaults).orElse(Set.of());
    }

    Optional<Connected> find(String network) {
        return Optional.ofNullable(networks.get(network));
    }
}
