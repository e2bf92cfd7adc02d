package io.ballast.operations.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final String GATEWAY = "gateway";

    @Test
    void givenTheTableOfRoutes_whenItIsRead_thenEachPathIsThereOnceAndItsServiceIsAModule() {
        JsonNode routes = Checkout.yaml("deploy/routes.yaml").path("routes");

        Set<String> paths = StreamSupport.stream(routes.spliterator(), false)
                .map(route -> route.path("path").asText())
                .collect(Collectors.toSet());

        assertThat(paths).isNotEmpty().hasSize(routes.size());
        for (JsonNode route : routes) {
            String service = route.path("service").asText();
            assertThat(service.equals(GATEWAY) || Files.exists(Checkout.file(service + "/pom.xml")))
                    .as(service)
                    .isTrue();
        }
    }
}
