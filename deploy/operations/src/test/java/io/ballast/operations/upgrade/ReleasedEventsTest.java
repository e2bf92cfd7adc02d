package io.ballast.operations.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.json.DataClasses;
import io.ballast.events.json.EventJson;
import io.ballast.operations.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both builds read each other's events: those of the release lie in the topics, and its pods run beside the new ones. */
class ReleasedEventsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void givenTheReleasedExamples_whenThisBuildReadsThem_thenEachIsUnchangedAndUnderstood()
            throws JsonProcessingException {
        Map<String, String> released = Release.examples();
        assertThat(released).hasSizeGreaterThan(20);
        for (Map.Entry<String, String> example : released.entrySet()) {
            assertThat(Release.hash(example.getKey())).as(example.getKey()).isEqualTo(example.getValue());
            Path file = Checkout.file(example.getKey());
            EventType type = type(file.getParent().getFileName().toString());
            EventData data = EventJson.mapper().readValue(Release.read(file), DataClasses.of(type));
            assertThat(data.eventType()).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void givenAReleasedSchema_whenComparedWithTodays_thenNothingIsTakenOrAsked(Path released)
            throws JsonProcessingException {
        // given
        Path today = Checkout.file("events/src/main/resources/schemas/" + released.getFileName());
        assertThat(Files.exists(today)).isTrue();
        JsonNode before = JSON.readTree(Release.read(released));
        JsonNode after = JSON.readTree(Release.read(today));

        // then: the new build may not ask for more, or it could not read the old events; the old build finds what it
        // asks for
        assertThat(names(after.path("required"))).isEqualTo(names(before.path("required")));
        Map<String, JsonNode> types = types(after);
        types(before).forEach((name, type) -> assertThat(types).containsEntry(name, type));
    }

    private static Stream<Path> releasedSchemas() {
        return Release.files(Release.SCHEMAS).stream();
    }

    private static EventType type(String wireName) {
        return Arrays.stream(EventType.values())
                .filter(type -> type.wireName().equals(wireName))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new TreeSet<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static Map<String, JsonNode> types(JsonNode schema) {
        Map<String, JsonNode> types = new HashMap<>();
        schema.path("properties")
                .properties()
                .forEach(property ->
                        types.put(property.getKey(), property.getValue().path("type")));
        return types;
    }
}
