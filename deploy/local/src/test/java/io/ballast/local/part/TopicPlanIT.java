package io.ballast.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The broker creates no topic by itself, so a topic that a service names and this plan forgets would be missed late. */
class TopicPlanIT {

    private static final Path CHECKOUT = Path.of("..", "..");

    @Test
    void everyTopicThatAServiceNamesIsPlanned() throws IOException {
        List<String> named = serviceSettings().flatMap(TopicPlanIT::topics).toList();

        assertThat(named).isNotEmpty();
        assertThat(TopicPlan.names()).containsAll(named);
    }

    private static Stream<Path> serviceSettings() throws IOException {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            return modules
                    .map(module -> module.resolve("src/main/resources/application.properties"))
                    .filter(Files::exists)
                    .toList()
                    .stream();
        }
    }

    private static Stream<String> topics(Path file) {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            settings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith("mp.messaging.") && name.endsWith(".topic"))
                .map(settings::getProperty);
    }
}
