package io.ballast.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls the API as it was released can go on calling it. */
class ReleasedApiTest {

    private static final String TRANSFER = "/paths/~1v1~1transfers/post";
    private static final String SCHEMAS = "/components/schemas/";

    private final JsonNode released = Checkout.yaml("deploy/api/released/openapi.yaml");

    @Test
    void givenTheLastRelease_whenTheApiIsComparedWithIt_thenNothingBreaksItsClients() {
        JsonNode now = Checkout.yaml("deploy/api/openapi.yaml");

        assertThat(BreakingChanges.between(released, now)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void givenABreak_whenTheApiIsCompared_thenItIsFound(String name, Consumer<ObjectNode> change) {
        ObjectNode now = released.deepCopy();

        change.accept(now);

        assertThat(now).isNotEqualTo(released);
        assertThat(BreakingChanges.between(released, now)).as(name).isNotEmpty();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                change("a path is gone", api -> object(api, "/paths").remove("/v1/wallets")),
                change(
                        "an operation is gone",
                        api -> object(api, "/paths/~1v1~1wallets~1{id}").remove("delete")),
                change(
                        "an answer is gone",
                        api -> object(api, TRANSFER + "/responses").remove("201")),
                change(
                        "a property of an answer is gone",
                        api -> object(api, SCHEMAS + "LedgerBalanceView/properties")
                                .remove("balance")),
                change(
                        "a property of an answer has another type",
                        api -> object(api, SCHEMAS + "LedgerBalanceView/properties/balance")
                                .put("type", "string")),
                change(
                        "a property of an answer can be null",
                        api -> object(api, SCHEMAS + "LedgerBalanceView/properties/balance")
                                .putArray("type")
                                .add("number")
                                .add("null")),
                change("a request needs one more property", api -> {
                    ObjectNode request = object(api, SCHEMAS + "LedgerTransferRequest");
                    request.withObjectProperty("properties")
                            .putObject("purpose")
                            .put("type", "string");
                    request.withArrayProperty("required").add("purpose");
                }),
                change(
                        "a property of a request becomes required",
                        api -> object(api, SCHEMAS + "LedgerTransferRequest")
                                .withArrayProperty("required")
                                .add("reference")),
                change(
                        "a request's enumeration is narrower",
                        api -> ((ArrayNode) api.requiredAt(SCHEMAS + "LedgerOpenAccountRequest/properties/type/enum"))
                                .remove(0)),
                change(
                        "a request's string is shorter",
                        api -> object(api, SCHEMAS + "LedgerTransferRequest/properties/reference")
                                .put("maxLength", 10)),
                change(
                        "a request's format is another",
                        api -> object(api, SCHEMAS + "LedgerTransferRequest/properties/reference")
                                .put("format", "uuid")),
                change(
                        "a parameter becomes required",
                        api -> ((ArrayNode) api.requiredAt("/paths/~1v1~1wallets/get/parameters"))
                                .addObject()
                                .put("name", "chain")
                                .put("in", "query")
                                .put("required", true)
                                .putObject("schema")
                                .put("type", "string")),
                change(
                        "a parameter is gone",
                        api -> ((ArrayNode) api.requiredAt("/paths/~1v1~1wallets/get/parameters")).remove(0)),
                change(
                        "an anonymous operation needs a token",
                        api -> object(api, "/paths/~1webhooks~1stellar/post")
                                .putArray("security")
                                .addObject()
                                .putArray("bearer")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{paths: {/v1/new: {get: {operationId: n, responses: {'200': {description: It}}}}}}",
                "{components: {schemas: {LedgerBalanceView: {properties: {more: {type: string}}}}}}",
                "{components: {schemas: {LedgerTransferRequest: {properties: {more: {type: string}}}}}}",
                "{components: {schemas: {LedgerTransferRequest: {properties: {reference: {maxLength: 500}}}}}}",
                "{paths: {/v1/transfers: {post: {summary: Otherwise said}}}}"
            })
    void givenAnAddition_whenTheApiIsCompared_thenItBreaksNothing(String addition) throws IOException {
        JsonNode now = released.deepCopy();

        new YAMLMapper().readerForUpdating(now).readValue(addition);

        assertThat(now).isNotEqualTo(released);
        assertThat(BreakingChanges.between(released, now)).isEmpty();
    }

    private static Arguments change(String name, Consumer<ObjectNode> change) {
        return Arguments.of(name, change);
    }

    private static ObjectNode object(JsonNode api, String pointer) {
        return (ObjectNode) api.requiredAt(pointer);
    }
}
