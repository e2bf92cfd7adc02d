package io.ballast.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.events.EventType;
import io.ballast.events.Topics;
import io.ballast.events.kafka.EventHeaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI documents name what the code names, and point at nothing that is not there. */
class AsyncApiTest {

    private static final Path FOLDER = Path.of("asyncapi");
    private static final ObjectMapper YAML = new YAMLMapper();

    @ParameterizedTest
    @ValueSource(strings = {"kafka.yaml", "socket.yaml"})
    void everyReferenceResolves(String document) {
        // given
        List<String> references = new ArrayList<>();
        collect(read(FOLDER.resolve(document)), references);

        // then
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                resolve(FOLDER.resolve(document), reference).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyTopicIsAChannel() {
        List<String> addresses = new ArrayList<>();
        kafka().path("channels")
                .forEach(channel -> addresses.add(channel.path("address").asString()));
        assertThat(addresses).containsAll(Topics.all()).hasSize(Topics.all().size() + 1);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsAMessageOfItsTopicWithItsSchema(EventType type) {
        // given
        JsonNode message = kafka().at("/components/messages/" + type.wireName());

        // then
        assertThat(message.path("name").asString()).isEqualTo(type.wireName());
        assertThat(message.at("/payload/$ref").asString())
                .isEqualTo("../src/main/resources/schemas/" + type.wireName() + ".v1.json");
        assertThat(channelOf(type.topic()).path("messages").has(type.wireName()))
                .isTrue();
    }

    @Test
    void everyMessageOfATopicIsAType() {
        Topics.all()
                .forEach(topic -> assertThat(channelOf(topic).path("messages").propertyNames())
                        .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                                .filter(type -> type.topic().equals(topic))
                                .map(EventType::wireName)
                                .toList()));
    }

    @Test
    void theHeadersAreThoseThatAreWritten() {
        assertThat(kafka().at("/components/schemas/eventHeaders/properties").propertyNames())
                .containsExactlyInAnyOrder(
                        EventHeaders.SPEC_VERSION,
                        EventHeaders.ID,
                        EventHeaders.TYPE,
                        EventHeaders.SOURCE,
                        EventHeaders.TIME,
                        EventHeaders.SUBJECT,
                        EventHeaders.TENANT,
                        EventHeaders.CONTENT_TYPE,
                        EventHeaders.TRACEPARENT);
    }

    @Test
    void theSocketHasTheReferencesEvents() {
        // given
        JsonNode channel = read(FOLDER.resolve("socket.yaml")).at("/channels/balance");

        // then
        assertThat(channel.path("address").asString()).isEqualTo("/balance");
        assertThat(channel.path("messages").propertyNames())
                .contains("balance_initial", "subscribe_balance", "balance_subscribed")
                .contains("get_current_balance", "balance_current")
                .containsAll(Arrays.stream(EventType.values())
                        .filter(type -> type.topic().equals(Topics.LEDGER_BALANCES))
                        .map(EventType::wireName)
                        .toList());
    }

    private static JsonNode kafka() {
        return read(FOLDER.resolve("kafka.yaml"));
    }

    private static JsonNode channelOf(String topic) {
        for (JsonNode channel : kafka().path("channels")) {
            if (channel.path("address").asString().equals(topic)) {
                return channel;
            }
        }
        throw new AssertionError("No channel for " + topic);
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.get("$ref").asString());
        }
        node.forEach(child -> collect(child, references));
    }

    private static JsonNode resolve(Path document, String reference) {
        String[] parts = reference.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return parts.length == 1 ? read(file) : read(file).at(JsonPointer.compile(parts[1]));
    }

    /** YAML, and with it JSON. */
    private static JsonNode read(Path file) {
        return YAML.readTree(Examples.read(file));
    }
}
