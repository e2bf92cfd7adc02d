package io.ballast.chainbalance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the structure that every service of Ballast has. A rule that matches nothing fails. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ballast.chainbalance");

    private static final Set<String> SUBSCRIBING =
            Set.of("subscribe", "await", "subscribeAsCompletionStage", "toBlockingIterable");

    private static final Set<String> DOMAIN_BY_NAME = Set.of(
            "ObservationRules", "RefreshLane", "BalanceEvents", "Multicall3", "Erc20", "MulticallBatch", "WalletRole");

    private static final DescribedPredicate<JavaClass> DOMAIN = DescribedPredicate.describe(
            "domain classes (records, enums, rules)",
            javaClass ->
                    javaClass.isRecord() || javaClass.isEnum() || DOMAIN_BY_NAME.contains(javaClass.getSimpleName()));

    @Test
    void featuresAreFreeOfCycles() {
        // given
        ArchRule rule =
                slices().matching("io.ballast.chainbalance.(*)..").should().beFreeOfCycles();

        // then
        rule.allowEmptyShould(false).check(MAIN);
    }

    @Test
    void domainClassesKnowNoFramework() {
        // given
        ArchRule rule = noClasses()
                .that(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.smallrye..",
                        "io.vertx..",
                        "io.micrometer..",
                        "jakarta..",
                        "org.web3j..",
                        "okhttp3..");

        // then
        rule.allowEmptyShould(false).check(MAIN);
    }

    @Test
    void onlyTheEvmReaderKnowsWeb3j() {
        // given
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("io.ballast.chainbalance.evm")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.web3j..", "okhttp3..", "okio..");

        // then
        rule.allowEmptyShould(false).check(MAIN);
    }

    @Test
    void nothingComesFromAnotherService() {
        // given
        ArchRule rule = classes()
                .that()
                .resideInAPackage("io.ballast.chainbalance..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.ballast.ledger..",
                        "io.ballast.autodeposit..",
                        "io.ballast.notification..",
                        "io.ballast.infrastructure..",
                        "io.ballast.local..");

        // then
        rule.allowEmptyShould(false).check(MAIN);
    }

    /** Whoever subscribes or waits takes the failure and the back-pressure out of the caller's hands. */
    @Test
    void nobodySubscribesOrWaits() {
        // given
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage("io.ballast.chainbalance..")
                .should()
                .callMethodWhere(DescribedPredicate.describe("subscribe or wait", ArchitectureTest::subscribesOrWaits));

        // then
        rule.allowEmptyShould(false).check(MAIN);
    }

    private static boolean subscribesOrWaits(JavaMethodCall call) {
        return call.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny")
                && SUBSCRIBING.contains(call.getName());
    }
}
