package io.ballast.events.operation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * A Kafka channel that this service consumes, as it is configured.
 *
 * @param deadLetters the topic for what can not be processed, if there is one
 */
record Channel(String group, String topic, Optional<String> deadLetters) {

    private static final String PREFIX = "mp.messaging.incoming.";
    /** A channel with several lanes is there once more for each, with a {@code $} in its name. */
    private static final Pattern GROUP = Pattern.compile("mp\\.messaging\\.incoming\\.([^.$]+)\\.group\\.id");

    /** The channels of the configuration, by their names. */
    static List<Channel> of(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(GROUP::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .distinct()
                .sorted()
                .map(name -> read(config, PREFIX + name))
                .toList();
    }

    private static Channel read(Config config, String channel) {
        return new Channel(
                config.getValue(channel + ".group.id", String.class),
                config.getValue(channel + ".topic", String.class),
                config.getOptionalValue(channel + ".dead-letter-queue.topic", String.class));
    }
}
