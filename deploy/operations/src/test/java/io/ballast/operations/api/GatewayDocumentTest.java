package io.ballast.operations.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code deploy/api/openapi.yaml} is what the services' documents make, and their names do not get in each other's way. */
class GatewayDocumentTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String BASE = """
            openapi: 3.1.0
            paths: {}
            components: {securitySchemes: {bearer: {type: http, scheme: bearer}}, schemas: {}}
            """;

    @Test
    void givenTheServicesDocuments_whenTheyAreMerged_thenTheCommittedOneIsThat() {
        JsonNode merged = GatewayDocument.ofCheckout();

        CommittedDocument.assertIs("deploy/api/openapi.yaml", merged);
    }

    @Test
    void givenDifferentComponentsOfOneName_whenTheyAreMerged_thenEachServiceRefersToItsOwn() throws IOException {
        JsonNode merged = merge(service("First", "/a", "getA", "string"), service("Second", "/b", "getB", "integer"));

        assertThat(merged.at("/components/schemas/FirstView/type").asText()).isEqualTo("string");
        assertThat(merged.at("/components/schemas/SecondView/type").asText()).isEqualTo("integer");
        assertThat(merged.at("/paths/~1b/get/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/SecondView");
    }

    @Test
    void givenADocumentWithOneRequirementForAll_whenItIsMerged_thenEachOperationHasIt() throws IOException {
        JsonNode merged = merge(service("First", "/a", "getA", "string"));

        assertThat(merged.at("/paths/~1a/get/security/0").has("bearer")).isTrue();
        assertThat(merged.at("/paths/~1a/get/tags/0").asText()).isEqualTo("first: things");
    }

    @Test
    void givenTwoServicesWithOnePath_whenTheyAreMerged_thenItIsRefused() throws IOException {
        ServiceDocument first = service("First", "/a", "getA", "string");
        ServiceDocument second = service("Second", "/a", "getB", "string");

        assertThatThrownBy(() -> merge(first, second)).hasMessage("two services have the path /a");
    }

    @Test
    void givenTwoServicesWithOneOperationId_whenTheyAreMerged_thenItIsRefused() throws IOException {
        ServiceDocument first = service("First", "/a", "get", "string");
        ServiceDocument second = service("Second", "/b", "get", "string");

        assertThatThrownBy(() -> merge(first, second)).hasMessage("there twice: operationId get");
    }

    @Test
    void givenASharedComponentThatIsNotAlike_whenTheyAreMerged_thenItIsRefused() throws IOException {
        ServiceDocument first = service("First", "/a", "getA", "string", "Instant");
        ServiceDocument second = service("Second", "/b", "getB", "integer", "Instant");

        assertThatThrownBy(() -> merge(first, second)).hasMessage("not alike: Instant");
    }

    private static JsonNode merge(ServiceDocument... services) throws IOException {
        return GatewayDocument.merge(YAML.readTree(BASE), List.of(services));
    }

    private static ServiceDocument service(String prefix, String path, String id, String type) throws IOException {
        return service(prefix, path, id, type, "View");
    }

    private static ServiceDocument service(String prefix, String path, String id, String type, String schema)
            throws IOException {
        return new ServiceDocument(
                prefix + "-service", prefix, YAML.readTree("""
                        openapi: 3.1.0
                        security: [{bearer: []}]
                        paths:
                          %s:
                            get:
                              operationId: %s
                              tags: [Things]
                              responses:
                                '200':
                                  description: It
                                  content: {application/json: {schema: {$ref: '#/components/schemas/%s'}}}
                        components:
                          schemas:
                            %s: {type: %s}
                            Unused: {type: object}
                        """.formatted(path, id, schema, schema, type)));
    }
}
