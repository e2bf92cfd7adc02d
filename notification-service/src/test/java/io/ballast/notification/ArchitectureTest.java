package io.ballast.notification;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The rules of deploy/docs/adr that a compiler does not know. Each fails when it matches nothing. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ballast.notification");

    /** Where an event is pushed, nobody waits for a Uni: these two subscribe, and their documentation says why. */
    private static final String SUBSCRIBERS =
            "io.ballast.notification.(socket.WebSocketTransport|delivery.SessionReads)";

    /** What decides; everything else carries, reads or writes. */
    private static final String DOMAIN = "io.ballast.notification.("
            + "user.User"
            + "|delivery.(Session|SessionIndex|Order|Frame|Frames|Balance|ClientMessage|Offences|Utf8|CloseCode|ErrorCode)"
            + "|stream.(Position|UserEvent|Publication|Appended|Replay|StreamKeys|Subscriptions)"
            + "|state.AccountState"
            + "|security.(TokenInHandshake|Origins)"
            + "|ingest.(Payloads|BalanceUpdate)"
            + ")([$].*)?";

    @Test
    void featuresDependInOneDirectionOnly() {
        check(slices().matching("io.ballast.notification.(*)..").should().beFreeOfCycles());
    }

    @Test
    void theDomainKnowsNoFramework() {
        check(classes()
                .that()
                .haveNameMatching(DOMAIN)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "io.ballast.notification..", "io.ballast.events..", "com.fasterxml.jackson..")));
    }

    @Test
    void noOtherServiceIsKnown() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.ballast.ledger..", "io.ballast.chainbalance..", "io.ballast.autodeposit.."));
    }

    @Test
    void nobodyWaitsAndOnlyTheNamedSubscribe() {
        check(noClasses()
                .that()
                .haveNameNotMatching(SUBSCRIBERS)
                .should()
                .callMethodWhere(target(nameMatching("subscribe|subscribeAsCompletionStage|subscribeWith"))
                        .and(target(owner(resideInAnyPackage("io.smallrye.mutiny.."))))));
        check(noClasses()
                .should()
                .callMethodWhere(target(nameMatching("await|join|get"))
                        .and(target(owner(resideInAnyPackage("io.smallrye.mutiny..", "java.util.concurrent..")))
                                .and(target(owner(nameMatching(".*(Uni|Future|Stage).*")))))));
    }

    @Test
    void theNamedSubscribersAreThere() {
        check(classes()
                .that()
                .haveNameMatching(SUBSCRIBERS)
                .should()
                .callMethodWhere(target(nameMatching("subscribe"))));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(CLASSES);
    }
}
