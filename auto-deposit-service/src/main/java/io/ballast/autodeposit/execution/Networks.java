package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.DepositLimits;
import io.ballast.autodeposit.execution.NetworkConfig.Network;
import io.ballast.autodeposit.execution.NetworkConfig.Turnkey;
import io.ballast.autodeposit.rule.Vaults;
import io.ballast.autodeposit.signer.LocalSigner;
import io.ballast.autodeposit.signer.Signer;
import io.ballast.autodeposit.signer.TurnkeySigner;
import io.ballast.autodeposit.stellar.StellarAccounts;
import io.ballast.autodeposit.stellar.StellarChain;
import io.ballast.autodeposit.stellar.StellarSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
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

    Networks(NetworkConfig config, CallConfig calls, DepositConfig deposits) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(calls.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        config.networks().forEach((name, network) -> {
            if (network.rpcUrls().isPresent() && network.vaults().isPresent()) {
                networks.put(name, connected(http, calls, deposits, name, network));
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

    private static Connected connected(
            HttpClient http, CallConfig calls, DepositConfig deposits, String name, Network network) {
        Set<String> vaults = new LinkedHashSet<>(network.vaults().orElseThrow());
        StellarSettings settings = new StellarSettings(
                name,
                network.rpcUrls().orElseThrow().stream().map(URI::create).toList(),
                required(network.passphrase(), name, "passphrase"),
                "USDC:" + required(network.usdcIssuer(), name, "usdc-issuer"),
                vaults,
                network.window(),
                network.inclusionFee(),
                calls.callTimeout());
        StellarChain chain = new StellarChain(http, settings);
        DepositLimits limits = new DepositLimits(
                deposits.attempts(),
                deposits.feeBumps(),
                deposits.receiptTries(),
                Math.min(network.expiryServers(), settings.rpcUrls().size()),
                network.leastSharesPerMillion());
        Signer signer = signer(http, network, name, calls.callTimeout());
        return new Connected(chain, new DepositEngine(chain, signer, limits), vaults);
    }

    private static Signer signer(HttpClient http, Network network, String name, Duration timeout) {
        Turnkey turnkey = network.turnkey();
        return turnkey.organizationId().isPresent()
                ? new TurnkeySigner(
                        http,
                        URI.create(turnkey.url()),
                        turnkey.organizationId().get(),
                        required(turnkey.apiPublicKey(), name, "turnkey.api-public-key"),
                        required(turnkey.apiPrivateKey(), name, "turnkey.api-private-key"),
                        timeout,
                        Clock.systemUTC())
                : new LocalSigner(
                        network.localSeeds().orElse(List.of()).stream().map(String::toCharArray));
    }

    private static String required(Optional<String> value, String network, String setting) {
        return value.orElseThrow(() ->
                new IllegalArgumentException("ballast.stellar.networks." + network + "." + setting + " is missing"));
    }
}
