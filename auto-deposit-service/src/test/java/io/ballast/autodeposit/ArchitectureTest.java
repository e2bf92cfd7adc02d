package io.ballast.autodeposit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of deploy/docs/adr/0001, for this service. */
class ArchitectureTest {

    private static final String ROOT = "io.ballast.autodeposit";

    private static final Set<String> DOMAIN =
            Set.of("Tracking", "Accepted", "Recorded", "TrackingRules", "ObservationReading");

    private static final Set<String> SUBSCRIBING =
            Set.of("subscribe", "await", "subscribeAsCompletionStage", "toBlockingIterable");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void featuresAreFreeOfCycles() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void domainIsFreeOfFrameworks() {
        noClasses()
                .that(describe(
                        "are domain classes (records, enums, rules, sealed results)", ArchitectureTest::isDomain))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "io.micrometer..", "jakarta..")
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    @Test
    void noServiceImportsAnother() {
        classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.ballast.ledger..",
                        "io.ballast.chainbalance..",
                        "io.ballast.notification..",
                        "io.ballast.infrastructure..",
                        "io.ballast.local..")
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    /** Whoever subscribes or waits takes the failure and the back-pressure out of the caller's hands. */
    @Test
    void nothingSubscribesOrWaits() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .callMethodWhere(describe("subscribe or wait", ArchitectureTest::subscribesOrWaits))
                .allowEmptyShould(false)
                .check(CLASSES);
    }

    private static boolean isDomain(JavaClass type) {
        return type.isRecord() || type.isEnum() || DOMAIN.contains(type.getSimpleName());
    }

    private static boolean subscribesOrWaits(JavaMethodCall call) {
        return call.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny")
                && SUBSCRIBING.contains(call.getName());
    }
}
