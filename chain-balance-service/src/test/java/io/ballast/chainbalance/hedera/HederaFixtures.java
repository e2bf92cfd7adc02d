package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.http.JsonHttp;
import io.ballast.chainbalance.provider.HostBudget;
import io.ballast.events.address.UrlPolicy;
import io.ballast.infrastructure.HederaSandbox;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/** A reader's parts over a sandbox, without the service around them. */
final class HederaFixtures {

    static final int PLENTY = 10_000;

    private static final ScheduledExecutorService NO_WAITING = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    private HederaFixtures() {}

    static HederaNetwork network(Map<String, String> changes) {
        Map<String, String> settings = Map.of(
                "ballast.hedera.networks.test.ledger-id", "03",
                "ballast.hedera.networks.test.tokens.smiles.symbol", "SMILES",
                "ballast.hedera.networks.test.tokens.smiles.token-id", HederaSandbox.SMILES,
                "ballast.hedera.networks.test.tokens.smiles.decimals", "0");
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(HederaConfig.class)
                .withDefaultValues(settings)
                .withDefaultValues(changes)
                .build();
        return HederaNetwork.of(
                "test", config.getConfigMapping(HederaConfig.class).networks().get("test"));
    }

    static MirrorReads reads(HederaSandbox sandbox, HederaNetwork network) {
        return reads(sandbox.mirrorUrl(), network, "300ms");
    }

    static MirrorReads reads(String mirrorUrl, HederaNetwork network, String callTimeout) {
        CallConfig calls = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(CallConfig.class)
                .withDefaultValue("ballast.hedera.calls.call-timeout", callTimeout)
                .withDefaultValue("ballast.hedera.calls.max-response-bytes", "100000")
                .build()
                .getConfigMapping(CallConfig.class);
        JsonHttp http = new JsonHttp(
                calls.connectTimeout(),
                calls.callTimeout(),
                calls.maxResponseBytes(),
                new UrlPolicy(List.of(), List.of("127.0.0.1")));
        HostBudget budget = new HostBudget(PLENTY, Duration.ofSeconds(1), NO_WAITING);
        MirrorNode node = new MirrorNode(http.to(URI.create(mirrorUrl), budget), list -> {}, Clock.systemUTC());
        return new MirrorReads(node, network, Clock.systemUTC());
    }

    /** HBAR and Smiles of each account. */
    static List<ChainRead> everythingOf(HederaNetwork network, String... accounts) {
        return Arrays.stream(accounts)
                .flatMap(account -> network.readsFor(WalletRole.CUSTODIAL, account).stream())
                .toList();
    }

    static Instant soon() {
        return Instant.now().plusSeconds(20);
    }

    /** The results without their blocks. */
    static List<ReadResult> plain(Reading reading) {
        return reading.results().stream().map(HederaFixtures::plain).toList();
    }

    static ReadResult value(long raw) {
        return new ReadResult.Value(BigInteger.valueOf(raw));
    }

    static Stream<ReadResult.At> stamps(Reading reading) {
        return reading.results().stream().map(ReadResult.At.class::cast);
    }

    private static ReadResult plain(ReadResult result) {
        return result instanceof ReadResult.At at ? at.result() : result;
    }
}
