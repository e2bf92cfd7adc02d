package io.ballast.chainbalance.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the providers (URLs) of all networks are chosen, spared and watched. */
@ConfigMapping(prefix = "ballast.providers")
public interface ProviderConfig {

    /** The only hosts that may be called; without any, every public one. */
    Optional<List<String>> allowedHosts();

    /**
     * Hosts that may be private or loopback addresses, by name or address as written in the URL. Everything else that is
     * or resolves to such an address is refused.
     */
    Optional<List<String>> allowedPrivateHosts();

    /** After how many failures in a row a provider is left alone. */
    @WithDefault("3")
    @Min(1)
    @Max(1000)
    int failuresToOpen();

    /** For how long; then a single call tries it. Doubles up to {@code longest-open} as long as that call fails. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    Duration openFor();

    /** The longest pause after failures: a provider that is back is asked again that much later at the latest. */
    @WithDefault("10s")
    @DurationMin(millis = 10)
    Duration longestOpen();

    /** The most that a provider's {@code Retry-After} is followed. */
    @WithDefault("1m")
    @DurationMin(millis = 10)
    Duration longestPause();

    /** How many blocks behind the highest of its network's providers a provider may be before it is asked last. */
    @WithDefault("3")
    @Min(0)
    @Max(1_000_000)
    int maxLag();

    /** Requests a second to one host, over all networks that have it, in one process. */
    @WithDefault("100")
    @Min(1)
    @Max(1_000_000)
    int requestsPerSecond();

    /** The same for single hosts, by name: what their contract allows. */
    Map<String, Integer> hostRequestsPerSecond();

    /** How long a request may wait for its turn under the host's budget before it counts as throttled. */
    @WithDefault("1s")
    @DurationMin(millis = 1)
    Duration budgetWait();
}
