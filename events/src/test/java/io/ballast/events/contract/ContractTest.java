package io.ballast.events.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import io.ballast.events.json.DataClasses;
import io.ballast.events.json.EventJson;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records, schemas and frozen examples say the same. */
class ContractTest {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Map<Class<?>, String> JSON_TYPES = Map.of(
            String.class, "string",
            UUID.class, "string",
            Instant.class, "string",
            BigDecimal.class, "number",
            Long.class, "integer",
            long.class, "integer",
            int.class, "integer");

    @Test
    void everyTypeHasItsSchemaAndExamplesAndNothingElseIsThere() {
        assertThat(Examples.list(Examples.SCHEMAS))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventType.values()).map(Examples::schema).toList());
        assertThat(Examples.list(Examples.EXAMPLES))
                .extracting(folder -> folder.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaIsASchema(EventType type) {
        // given
        Schema meta = SCHEMAS.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

        // then
        assertThat(meta.validate(Examples.read(Examples.schema(type)), InputFormat.JSON))
                .isEmpty();
        assertThat(schemaTree(type).path("title").asText()).isEqualTo(type.wireName());
    }

    @ParameterizedTest
    @EnumSource
    void aSchemaHasTheComponentsOfItsRecord(EventType type) {
        // given
        JsonNode schema = schemaTree(type);
        List<RecordComponent> components = List.of(DataClasses.of(type).getRecordComponents());

        // then
        assertThat(names(schema.path("properties")))
                .containsExactlyElementsOf(
                        components.stream().map(RecordComponent::getName).toList());
        assertThat(texts(schema.path("required")))
                .containsExactlyElementsOf(components.stream()
                        .filter(component -> !component.isAnnotationPresent(MayBeAbsent.class))
                        .map(RecordComponent::getName)
                        .toList());
        components.forEach(component -> assertThat(schema.at("/properties/" + component.getName() + "/type")
                        .asText())
                .as(component.getName())
                .isEqualTo(JSON_TYPES.get(component.getType())));
    }

    @ParameterizedTest
    @EnumSource
    void anExampleFitsItsSchemaAndSurvivesTheRecord(EventType type) {
        assertThat(Examples.of(type)).hasSizeGreaterThanOrEqualTo(2);
        for (Path example : Examples.of(type)) {
            // given
            String text = Examples.read(example);

            // when
            String written = EventJson.write(EventJson.read(type, text));

            // then
            assertThat(errors(type, text)).as(example.toString()).isEmpty();
            assertThat(tree(written)).as(example.toString()).isEqualTo(tree(text));
            assertThat(written).as("digits and order").isEqualTo(compact(text));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRequiredIsMissedByBoth(EventType type) {
        for (String required : texts(schemaTree(type).path("required"))) {
            // given
            ObjectNode incomplete =
                    (ObjectNode) tree(Examples.read(Examples.of(type).getFirst()));
            incomplete.remove(required);

            // then
            assertThat(errors(type, incomplete.toString())).as(required).isNotEmpty();
            assertThatThrownBy(() -> EventJson.read(type, incomplete.toString()))
                    .as(required)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFieldOfALaterVersionIsIgnoredByBoth(EventType type) {
        // given
        String text = Examples.read(Examples.of(type).getFirst());
        ObjectNode later = (ObjectNode) tree(text);
        later.put("addedLater", "x");

        // then
        assertThat(errors(type, later.toString())).isEmpty();
        assertThat(EventJson.read(type, later.toString())).isEqualTo(EventJson.read(type, text));
    }

    private static List<Error> errors(EventType type, String json) {
        return SCHEMAS.getSchema(Examples.read(Examples.schema(type)), InputFormat.JSON)
                .validate(
                        json,
                        InputFormat.JSON,
                        execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static JsonNode schemaTree(EventType type) {
        return tree(Examples.read(Examples.schema(type)));
    }

    private static JsonNode tree(String json) {
        try {
            return EventJson.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** Takes away the layout of the example files and nothing else. */
    private static String compact(String text) {
        return text.strip().replaceAll("\\n\\s*", "").replace("\": ", "\":");
    }
}
