package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.DepositLimits;
import io.ballast.autodeposit.execution.NetworkConfig.Network;
import io.ballast.autodeposit.execution.NetworkConfig.Turnkey;
import io.ballast.autodeposit.execution.Networks.Connected;
import io.ballast.autodeposit.http.ProviderHttp;
import io.ballast.autodeposit.signer.LocalSigner;
import io.ballast.autodeposit.signer.Signer;
import io.ballast.autodeposit.signer.TurnkeySigner;
import io.ballast.autodeposit.stellar.StellarChain;
import io.ballast.autodeposit.stellar.StellarSettings;
import io.ballast.events.address.UrlPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes networks of their settings, and refuses a setting that can never work. */
final class NetworkMaker {

    private final UrlPolicy policy;
    private final ProviderHttp http;
    private final CallConfig calls;
    private final DepositConfig deposits;

    /** @param policy which hosts URLs may lead to, in settings and in requests */
    NetworkMaker(UrlPolicy policy, CallConfig calls, DepositConfig deposits) {
        this.policy = policy;
        this.http = new ProviderHttp(calls.connectTimeout(), policy);
        this.calls = calls;
        this.deposits = deposits;
    }

    Connected connected(String name, Network network) {
        Set<String> vaults = new LinkedHashSet<>(network.vaults().orElseThrow());
        StellarSettings settings = new StellarSettings(
                name,
                servers(name, network.rpcUrls().orElseThrow()),
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
        return new Connected(chain, new DepositEngine(chain, signer(name, network), limits), vaults);
    }

    private List<URI> servers(String name, List<String> urls) {
        return IntStream.range(0, urls.size())
                .mapToObj(i -> policy.checked(urls.get(i), setting(name, "rpc-urls[" + i + "]")))
                .toList();
    }

    private Signer signer(String name, Network network) {
        Turnkey turnkey = network.turnkey();
        return turnkey.organizationId().isPresent()
                ? new TurnkeySigner(
                        http,
                        policy.checked(turnkey.url(), setting(name, "turnkey.url")),
                        turnkey.organizationId().get(),
                        required(turnkey.apiPublicKey(), name, "turnkey.api-public-key"),
                        required(turnkey.apiPrivateKey(), name, "turnkey.api-private-key"),
                        calls.callTimeout(),
                        Clock.systemUTC())
                : new LocalSigner(
                        network.localSeeds().orElse(List.of()).stream().map(String::toCharArray));
    }

    private static String required(Optional<String> value, String network, String setting) {
        return value.orElseThrow(() -> new IllegalArgumentException(setting(network, setting) + " is missing"));
    }

    private static String setting(String network, String name) {
        return "ballast.stellar.networks." + network + "." + name;
    }
}
