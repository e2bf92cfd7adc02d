package io.ballast.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.local.gateway.RouteTable;
import io.ballast.operations.Checkout;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the document tells of can be reached, nothing else is told of, and everything that can be reached is. */
class RoutedApiTest {

    private static final String OPERATOR = "/v1/operator/";

    /** Pages and files, which are no API. */
    private static final Set<String> NO_API =
            Set.of("/", "/console", "/pages", "/docs", "/openapi.yaml", "/openapi.json", "/asyncapi.yaml");

    private final JsonNode document = Checkout.yaml("deploy/api/openapi.yaml");
    private final RouteTable routes = RouteTable.packaged();

    private record Operation(String path, JsonNode content) {

        String service() {
            return content.path(GatewayDocument.SERVICE).asText();
        }

        /** Some path that it matches. */
        String example() {
            return path.replaceAll("\\{[^}]+}", "7");
        }
    }

    @Test
    void givenTheTableOfRoutes_whenAnOperationIsAskedFor_thenItGoesToTheServiceThatHasIt() {
        assertThat(operations())
                .hasSizeGreaterThan(90)
                .allSatisfy(operation -> assertThat(routes.serviceOf(operation.example()))
                        .as(operation.path())
                        .contains(operation.service()));
    }

    @Test
    void givenTheTableOfRoutes_whenTheDocumentIsRead_thenEachRouteToAnApiIsDocumented() {
        Set<String> documented = operations().map(Operation::path).collect(Collectors.toSet());

        List<String> routed = StreamSupport.stream(
                        Checkout.yaml("deploy/routes.yaml").path("routes").spliterator(), false)
                .map(route -> route.path("path").asText())
                .filter(path -> !NO_API.contains(path))
                .toList();

        assertThat(routed)
                .isNotEmpty()
                .allSatisfy(prefix ->
                        assertThat(documented).anyMatch(path -> path.equals(prefix) || path.startsWith(prefix + "/")));
    }

    @Test
    void givenTheDocument_whenItIsRead_thenOperatorsPathsAreMarkedAndNothingOfTheManagementPortIsThere() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.path())
                    .doesNotContain("/q/")
                    .doesNotStartWith("/bench")
                    .doesNotStartWith("/dev");
            assertThat(operation.content().path("tags").toString().contains(": operator"))
                    .as(operation.path())
                    .isEqualTo((operation.path() + "/").startsWith(OPERATOR));
        });
    }

    private Stream<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> GatewayDocument.METHODS.contains(method.getKey()))
                        .map(method -> new Operation(path.getKey(), method.getValue())));
    }
}
