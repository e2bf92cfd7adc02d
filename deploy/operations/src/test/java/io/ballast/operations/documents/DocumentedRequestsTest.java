package io.ballast.operations.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ballast.operations.Checkout;
import io.ballast.operations.documents.DocumentedRequests.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sends at night what a document says is not answered 404 or 400. */
class DocumentedRequestsTest {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void givenTheDocuments_whenTheyNameARequest_thenTheApiHasIt() {
        assertThat(DocumentedRequests.all())
                .hasSizeGreaterThan(20)
                .allSatisfy(request ->
                        assertThat(request.operation()).as(request.toString()).isPresent());
    }

    @Test
    void givenTheDocuments_whenTheyShowABody_thenTheApiTakesIt() {
        List<Request> withBody = DocumentedRequests.all().stream()
                .filter(request -> !request.body().isEmpty())
                .toList();

        assertThat(withBody)
                .hasSizeGreaterThan(3)
                .allSatisfy(request ->
                        assertThat(misfits(request)).as(request.toString()).isEmpty());
    }

    @Test
    void givenABodyWithAnUnknownMember_whenItIsHeldAgainstTheApi_thenItDoesNotFit() {
        Request misspelt = new Request("", "PUT", "/v1/operator/deposits/pause", "{\"pause\":true,\"reason\":\"why\"}");

        assertThat(misfits(misspelt)).isNotEmpty();
    }

    private static List<Error> misfits(Request request) {
        ObjectNode schema = request.operation()
                .orElseThrow()
                .at("/requestBody/content/application~1json/schema")
                .deepCopy();
        JsonNode components = Checkout.yaml("deploy/api/openapi.yaml").get("components");
        schema.set("components", components);
        return SCHEMAS.getSchema(schema.toString(), InputFormat.JSON).validate(request.body(), InputFormat.JSON);
    }
}
