package io.ballast.events;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String[] CONTRACTS = {
        "io.ballast.events", "io.ballast.events.ledger", "io.ballast.events.chain", "io.ballast.events.deposit"
    };

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.ballast.events");

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.ballast.events.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(false)
                .check(MAIN);
    }

    @Test
    void contractsArePlainJava() {
        classes()
                .that()
                .resideInAnyPackage(CONTRACTS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.ballast.events",
                        "io.ballast.events.ledger",
                        "io.ballast.events.chain",
                        "io.ballast.events.deposit")
                .allowEmptyShould(false)
                .check(MAIN);
    }

    @Test
    void eventsKnowNoService() {
        noClasses()
                .that()
                .resideInAPackage("io.ballast.events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.ballast.ledger..",
                        "io.ballast.chainbalance..",
                        "io.ballast.autodeposit..",
                        "io.ballast.notification..",
                        "io.ballast.infrastructure..")
                .allowEmptyShould(false)
                .check(MAIN);
    }

    /**
     * Work that nobody asked for has nobody to return to, so it subscribes itself: what a timer starts ({@code Periodic}),
     * what many callers asked for together ({@code Gathering}) and what the relay does on its own ({@code RelayLoop},
     * {@code RelayTerm}).
     */
    @Test
    void onlyBackgroundWorkSubscribesAndNothingAwaits() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        "io\\.ballast\\.events\\.(background\\.(Periodic|Gathering)|outbox\\.Relay(Loop|Term))")
                .should()
                .callMethodWhere(target(nameMatching("subscribe.*"))
                        .and(target(
                                owner(Predicates.assignableTo(Uni.class).or(Predicates.assignableTo(Multi.class))))))
                .allowEmptyShould(false)
                .check(MAIN);
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("await.*")).and(target(owner(Predicates.assignableTo(Uni.class)))))
                .allowEmptyShould(false)
                .check(MAIN);
    }
}
