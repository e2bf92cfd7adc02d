package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service's bill of materials names what is in its image; written with the profile {@code supply-chain}, as in CI. */
@EnabledIfSystemProperty(named = "ballast.supply-chain", matches = "true")
class BillOfMaterialsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAPackagedServiceEveryJarInItIsListedWithItsHash(ServiceName name) throws IOException {
        JsonNode bill = JSON.readTree(
                Checkout.file(name.module() + "/target/sbom.cdx.json").toFile());
        Set<String> listed = components(bill)
                .map(component -> component.get("group").asText() + "."
                        + component.get("name").asText() + "-"
                        + component.get("version").asText())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo(name.module());
        assertThat(jars(name))
                .hasSizeGreaterThan(100)
                .allSatisfy(jar -> assertThat(listed)
                        .as(jar)
                        .anyMatch(component -> jar.equals(component + ".jar") || jar.startsWith(component + "-")));
        assertThat(components(bill))
                .allSatisfy(component -> assertThat(component.path("hashes")).isNotEmpty());
    }

    private static Stream<JsonNode> components(JsonNode bill) {
        return StreamSupport.stream(bill.get("components").spliterator(), false);
    }

    /** As Quarkus names them: group, artifact, version, and a classifier where there is one. */
    private static List<String> jars(ServiceName name) throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.file(name.module() + "/target/quarkus-app/lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".jar"))
                    .toList();
        }
    }
}
