package io.ballast.infrastructure.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The structure that every service of Ballast has (deploy/docs/adr/0001). A service's {@code ArchitectureTest} extends it,
 * says which of its classes are the domain, and adds rules of its own. A rule that matches nothing fails.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ArchitectureRules {

    private static final Set<String> SERVICES =
            Set.of("io.ballast.ledger", "io.ballast.chainbalance", "io.ballast.autodeposit", "io.ballast.notification");

    private static final Set<String> DEVELOPMENT = Set.of("io.ballast.infrastructure", "io.ballast.local");

    private static final String[] FRAMEWORKS = {
        "io.quarkus..", "io.quarkiverse..", "io.smallrye..", "io.vertx..", "io.micrometer..", "jakarta.."
    };

    private static final Set<String> SUBSCRIBING = Set.of(
            "subscribe",
            "subscribeWith",
            "subscribeAsCompletionStage",
            "await",
            "toBlockingIterable",
            "toBlockingStream");

    private final JavaClasses classes;
    private final String root;
    private final DescribedPredicate<JavaClass> domain;
    private final Set<String> subscribers;

    /**
     * @param root the service's package
     * @param domain which classes decide, in plain Java
     * @param subscribers the methods, as {@code package.Class.method}, that begin work for which nobody waits
     */
    protected ArchitectureRules(String root, Predicate<JavaClass> domain, String... subscribers) {
        this.classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        this.root = root;
        this.domain = describe("are domain classes", domain);
        this.subscribers = Set.of(subscribers);
    }

    @Test
    void featuresAreFreeOfCycles() {
        check(slices().matching(root + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void domainClassesKnowNoFramework() {
        check(noClasses().that(domain).should().dependOnClassesThat().resideInAnyPackage(FRAMEWORKS));
    }

    @Test
    void nothingComesFromAnotherService() {
        String[] others = Stream.concat(SERVICES.stream(), DEVELOPMENT.stream())
                .filter(name -> !name.equals(root))
                .map(name -> name + "..")
                .toArray(String[]::new);

        check(noClasses().should().dependOnClassesThat().resideInAnyPackage(others));
    }

    /**
     * Whoever subscribes or waits takes the failure and the back-pressure out of the caller's hands. Holds both ways:
     * nobody else does, and each of the named does.
     */
    @Test
    void onlyTheNamedSubscribeAndNobodyWaits() {
        Set<String> found = classes.stream()
                .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                .filter(ArchitectureRules::subscribes)
                .map(access -> access.getOriginOwner().getName() + "."
                        + access.getOrigin().getName())
                .collect(Collectors.toSet());

        assertEquals(subscribers, found);
    }

    private static boolean subscribes(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny")
                && SUBSCRIBING.contains(access.getName());
    }

    /** The classes that decide, for further rules. */
    protected final DescribedPredicate<JavaClass> domain() {
        return domain;
    }

    /** Holds the rule for the service's classes; one that matches nothing fails. */
    protected final void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(classes);
    }
}
