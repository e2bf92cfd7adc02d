package io.ballast.events.inbox;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The inbox's configuration with its defaults, except for what a test sets. */
final class Settings {

    private Settings() {}

    static InboxConfig inbox(String name, String value) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(InboxConfig.class)
                .withSources(new PropertiesConfigSource(Map.of(name, value), "test", 100))
                .build()
                .getConfigMapping(InboxConfig.class);
    }
}
