package io.ballast.operations.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the document refers to is there. */
class SecurityDocumentTest {

    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`");
    private static final Pattern MIGRATION = Pattern.compile("`(V\\d+__[a-z_]+\\.sql)`");

    @Test
    void givenTheDocument_whenItNamesAClassOrAMigration_thenThereIsOne() throws IOException {
        String document = Files.readString(Checkout.file("deploy/docs/security.md"));
        Set<String> named = new TreeSet<>();
        CLASS.matcher(document).results().forEach(found -> named.add(found.group(1) + ".java"));
        MIGRATION.matcher(document).results().forEach(found -> named.add(found.group(1)));

        Set<String> sources = Checkout.sources().stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(sources).containsAll(named);
    }
}
