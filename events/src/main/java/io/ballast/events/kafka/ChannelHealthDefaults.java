package io.ballast.events.kafka;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Keeps every incoming channel out of the liveness check: a broker that is away, or was, is no reason to restart a pod.
 * Readiness and startup still look. Quarkus has a switch for each channel and none for all, so this sets it for each that
 * is configured; a service can set it otherwise.
 */
public final class ChannelHealthDefaults implements ConfigSourceFactory {

    /** Below application.properties and microprofile-config.properties. */
    private static final int ORDINAL = 50;

    private static final Pattern CHANNEL =
            Pattern.compile("mp\\.messaging\\.incoming\\.(\"[^\"]+\"|[^.\"]+)\\.topics?");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> switches = new HashMap<>();
        for (Iterator<String> names = context.iterateNames(); names.hasNext(); ) {
            Matcher channel = CHANNEL.matcher(names.next());
            if (channel.matches()) {
                String name = channel.group(1).replace("\"", "");
                switches.put("quarkus.messaging.health.\"" + name + "\".liveness.enabled", "false");
            }
        }
        return List.of(new PropertiesConfigSource(switches, "Health of Kafka channels", ORDINAL));
    }
}
