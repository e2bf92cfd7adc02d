package io.ballast.chainbalance.provider;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.events.address.UrlPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Makes the pools of all networks, which share what concerns a host: its budget, and whether it may be called at all. */
@ApplicationScoped
public class ProviderPools {

    private final ProviderConfig config;
    private final MeterRegistry metrics;
    private final UrlPolicy policy;
    private final Map<String, HostBudget> budgets = new ConcurrentHashMap<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("provider-budget").factory());

    public ProviderPools(ProviderConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
        this.policy = new UrlPolicy(
                config.allowedHosts().orElse(List.of()),
                config.allowedPrivateHosts().orElse(List.of()));
    }

    /** Which URLs may be called; a client must resolve hosts by it. */
    public UrlPolicy policy() {
        return policy;
    }

    /**
     * A pool of the URLs, in order of preference.
     *
     * @param setting named in refusals in place of a URL, which may carry a credential
     * @param client makes the client of one URL; it must take from the budget before each request
     * @throws IllegalArgumentException for a URL that may not be called
     */
    public <C> ProviderPool<C> pool(
            ChainNetwork network, List<String> urls, String setting, BiFunction<URI, HostBudget, C> client) {
        List<Provider<C>> providers = IntStream.range(0, urls.size())
                .mapToObj(i -> provider(i + 1, policy.checked(urls.get(i), setting + "[" + i + "]"), client))
                .toList();
        providers.forEach(provider -> measure(network, kind(setting), provider));
        return new ProviderPool<>(network, providers, config.maxLag(), Clock.systemUTC());
    }

    /** What requests to the host of this URL must take from. */
    public HostBudget budget(URI url) {
        return budgets.computeIfAbsent(url.getHost(), this::newBudget);
    }

    @PreDestroy
    void stop() {
        scheduler.shutdownNow();
    }

    private <C> Provider<C> provider(int number, URI url, BiFunction<URI, HostBudget, C> client) {
        ProviderHealth health = new ProviderHealth(
                config.failuresToOpen(), config.openFor(), config.longestOpen(), config.longestPause());
        return new Provider<>(number, client.apply(url, budget(url)), health);
    }

    private HostBudget newBudget(String host) {
        int limit = config.hostRequestsPerSecond().getOrDefault(host, config.requestsPerSecond());
        return new HostBudget(limit, config.budgetWait(), scheduler);
    }

    /** Of what kind the servers are: the setting of their URLs is {@code ….<kind>-urls}. */
    private static String kind(String setting) {
        return setting.substring(setting.lastIndexOf('.') + 1).replace("-urls", "");
    }

    private void measure(ChainNetwork network, String kind, Provider<?> provider) {
        Tags tags = Tags.of(
                "chain",
                network.chain(),
                "network",
                network.network(),
                "kind",
                kind,
                "provider",
                Integer.toString(provider.number()));
        metrics.gauge("chain.provider.height", tags, provider.health(), ProviderHealth::height);
        metrics.gauge("chain.provider.up", tags, provider.health(), health -> health.isPaused(Instant.now()) ? 0 : 1);
    }
}
