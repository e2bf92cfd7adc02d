package io.ballast.operations.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where documents lead and what they say to type is there. */
class ReferencesTest {

    private static final Pattern MAKE = Pattern.compile("\\bmake ([a-z][a-z-]*[a-z])\\b(?!-)");
    private static final Pattern TARGET = Pattern.compile("^([a-z][a-z-]*):", Pattern.MULTILINE);
    private static final Pattern FILE =
            Pattern.compile("(?:deploy|events|[a-z-]+-service)/[\\w./-]+\\.[a-z]+|deploy/[\\w-]+/bin/\\w+");
    private static final Pattern MADE = Pattern.compile("/target/|/\\.env$");
    private static final Pattern WORKLOAD = Pattern.compile("\\bkubectl .*?\\bdeploy/([\\w-]+)");
    private static final Pattern CLUSTER = Pattern.compile("\\bkubectl (?:-n \\w+ )?cnpg psql ([\\w-]+)");
    private static final Pattern INSTALLED =
            Pattern.compile("^kind: (Deployment|Cluster)\\nmetadata:\\n  name: (\\S+)$", Pattern.MULTILINE);

    @Test
    void givenALink_whenItIsFollowed_thenItLeadsToAFileAndAHeading() {
        assertThat(Document.all())
                .hasSizeGreaterThan(60)
                .allSatisfy(document -> assertThat(document.links())
                        .as(document.path())
                        .filteredOn(link -> !link.startsWith("http"))
                        .allMatch(link -> leads(document, link)));
    }

    @Test
    void givenCode_whenItSaysWhatToMake_thenThereIsSuchATarget() throws IOException {
        Set<String> targets = TARGET.matcher(Files.readString(Checkout.file("Makefile")))
                .results()
                .map(target -> target.group(1))
                .collect(Collectors.toSet());

        assertThat(inCode(Document.all(), MAKE))
                .hasSizeGreaterThan(5)
                .allSatisfy((document, names) ->
                        assertThat(targets).as(document.path()).containsAll(names));
    }

    @Test
    void givenCode_whenItNamesAFile_thenTheFileIsThereUnlessSomethingMakesIt() {
        assertThat(inCode(Document.all(), FILE))
                .hasSizeGreaterThan(10)
                .allSatisfy((document, files) -> assertThat(files)
                        .as(document.path())
                        .filteredOn(file -> !MADE.matcher(file).find())
                        .allMatch(file -> Files.exists(Checkout.file(file))));
    }

    @Test
    void givenCodeForKubectl_whenItNamesAPartOfTheRelease_thenTheChartInstallsIt() throws IOException {
        String manifests = Files.readString(Checkout.file("deploy/install/small.yaml"));
        Map<String, Set<String>> installed = INSTALLED
                .matcher(manifests)
                .results()
                .collect(Collectors.groupingBy(
                        kind -> kind.group(1), Collectors.mapping(kind -> kind.group(2), Collectors.toSet())));

        assertThat(inAll(WORKLOAD)).isNotEmpty().isSubsetOf(installed.get("Deployment"));
        assertThat(inAll(CLUSTER)).isNotEmpty().isSubsetOf(installed.get("Cluster"));
    }

    private static boolean leads(Document document, String link) {
        String[] parts = link.split("#", 2);
        Path folder = Checkout.file(document.path()).getParent();
        Path target = parts[0].isEmpty()
                ? Checkout.file(document.path())
                : folder.resolve(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || Document.read(target).anchors().contains(parts[1]));
    }

    private static Set<String> inAll(Pattern pattern) {
        return inCode(Document.ofOperators(), pattern).values().stream()
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
    }

    /** By document, where there is any: the first group of each match, or all of it if there is none. */
    private static Map<Document, List<String>> inCode(List<Document> documents, Pattern pattern) {
        Map<Document, List<String>> found = new LinkedHashMap<>();
        for (Document document : documents) {
            document.code().stream()
                    .flatMap(code -> pattern.matcher(code.text()).results())
                    .map(match -> match.group(Math.min(1, match.groupCount())))
                    .forEach(name -> found.computeIfAbsent(document, it -> new ArrayList<>())
                            .add(name));
        }
        return found;
    }
}
