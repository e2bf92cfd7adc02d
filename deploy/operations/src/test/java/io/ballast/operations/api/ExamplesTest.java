package io.ballast.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ballast.operations.Checkout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Examples are what their schemas allow. Spectral looks at single ones only, and those of OpenAPI 3.1 are lists. */
class ExamplesTest {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void givenTheDocument_whenItsExamplesAreHeldAgainstTheirSchemas_thenAllOfThemFit() {
        JsonNode document = Checkout.yaml("deploy/api/openapi.yaml");

        List<ObjectNode> schemas = withExamples(document, new ArrayList<>());

        assertThat(schemas).hasSizeGreaterThan(50);
        assertThat(schemas)
                .allSatisfy(schema -> assertThat(misfits(schema, document))
                        .as(schema.toString())
                        .isEmpty());
    }

    @Test
    void givenAnExampleThatDoesNotFit_whenItIsHeldAgainstItsSchema_thenItIsFound() {
        ObjectNode document = Checkout.yaml("deploy/api/openapi.yaml").deepCopy();
        ObjectNode amount =
                (ObjectNode) document.requiredAt("/components/schemas/LedgerTransferRequest/properties/amount");

        amount.putArray("examples").add("much");

        assertThat(misfits(amount, document)).hasSize(1);
    }

    private static List<ObjectNode> withExamples(JsonNode node, List<ObjectNode> found) {
        if (node instanceof ObjectNode object && object.get("examples") instanceof ArrayNode) {
            found.add(object);
        }
        node.forEach(inner -> withExamples(inner, found));
        return found;
    }

    /** References lead into the document's components. */
    private static List<String> misfits(ObjectNode schema, JsonNode document) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        List<String> misfits = new ArrayList<>();
        for (JsonNode example : schema.get("examples")) {
            SCHEMAS.getSchema(whole.toString(), InputFormat.JSON)
                    .validate(example.toString(), InputFormat.JSON)
                    .forEach(error -> misfits.add(example + ": " + error));
        }
        return misfits;
    }
}
