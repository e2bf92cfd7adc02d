package io.ballast.autodeposit.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Webhooks of Stellar payments. */
@ConfigMapping(prefix = "ballast.webhook")
public interface WebhookConfig {

    /** What senders sign with; several while one is exchanged for another. Without any there are no webhooks. */
    Optional<List<String>> secrets();

    /** How far a webhook's time may be from this machine's. */
    @WithDefault("5m")
    Duration tolerance();

    /** The longest body, in bytes. */
    @WithDefault("16384")
    @Min(256)
    @Max(65_536)
    int maxBytes();
}
