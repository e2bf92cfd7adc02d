package io.ballast.operations.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the document refers to is there. */
class SecurityDocumentTest {

    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`");
    private static final Pattern MIGRATION = Pattern.compile("`(V\\d+__[a-z_]+\\.sql)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");
    private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules", ".git", ".ballast");

    @Test
    void givenTheDocument_whenItNamesAClassOrAMigration_thenThereIsOne() throws IOException {
        Set<String> named =
                all(CLASS).stream().map(name -> name + ".java").collect(Collectors.toCollection(TreeSet::new));
        named.addAll(all(MIGRATION));

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(sources()).containsAll(named);
    }

    @Test
    void givenTheDocument_whenItLinksToAFile_thenTheFileIsThere() throws IOException {
        Path folder = Checkout.file("deploy/docs");

        assertThat(all(LINK)).isNotEmpty().allMatch(link -> Files.exists(folder.resolve(link)));
    }

    private static Set<String> all(Pattern pattern) throws IOException {
        String text = Files.readString(Checkout.file("deploy/docs/security.md"));
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> pattern.matcher(found).replaceAll("$1"))
                .collect(Collectors.toSet());
    }

    /** The names of all files that people write. */
    private static Set<String> sources() throws IOException {
        Set<String> names = new HashSet<>();
        Files.walkFileTree(Checkout.file(""), new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean skipped = NOT_SOURCES.contains(folder.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                names.add(file.getFileName().toString());
                return FileVisitResult.CONTINUE;
            }
        });
        return names;
    }
}
