package io.ballast.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.operations.Checkout;
import org.junit.jupiter.api.Test;

/** {@code deploy/api/asyncapi.yaml} is the sockets' document with what it takes from the events' schemas in it. */
class SocketDocumentTest {

    private static final String FOLDER = "events/asyncapi/";

    @Test
    void givenTheSocketsDocument_whenTheEventsSchemasAreTakenIn_thenTheCommittedOneIsThat() {
        JsonNode whole = takenIn(Checkout.yaml(FOLDER + "socket.yaml"));

        CommittedDocument.assertIs("deploy/api/asyncapi.yaml", whole);
    }

    @Test
    void givenTheCommittedDocument_whenItIsRead_thenAllItRefersToIsInIt() {
        JsonNode document = Checkout.yaml("deploy/api/asyncapi.yaml");

        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    /** What it refers to in other files, in the place of the references. */
    private static JsonNode takenIn(JsonNode node) {
        String reference = node.path("$ref").asText();
        if (!reference.isEmpty() && !reference.startsWith("#")) {
            String[] target = reference.split("#", 2);
            return takenIn(Checkout.yaml(FOLDER + target[0]).requiredAt(target[1]));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(takenIn(entry.getValue())));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, takenIn(array.get(i)));
            }
        }
        return node;
    }
}
