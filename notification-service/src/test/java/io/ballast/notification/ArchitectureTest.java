package io.ballast.notification;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of deploy/docs/adr that a compiler does not know. Each fails when it matches nothing. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ballast.notification");

    private static final Set<String> SUBSCRIBING = Set.of(
            "subscribe", "subscribeWith", "subscribeAsCompletionStage", "toBlockingIterable", "toBlockingStream");

    /** Where an event is pushed, nobody waits for a Uni: these two methods subscribe, and their documentation says why. */
    private static final Set<String> SUBSCRIBERS = Set.of(
            "io.ballast.notification.socket.WebSocketTransport.start",
            "io.ballast.notification.delivery.SessionReads.start");

    /** What decides; everything else carries, reads or writes. */
    private static final String DOMAIN = "io.ballast.notification.("
            + "user.User"
            + "|delivery.(Session|SessionIndex|Dialogue|Backlog|Outlet|Order|Offences|Utf8)"
            + "|delivery.(Frame|Frames|Balance|ClientMessage|CloseCode|ErrorCode)"
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
                .resideInAnyPackage(
                        "io.ballast.ledger..",
                        "io.ballast.chainbalance..",
                        "io.ballast.autodeposit..",
                        "io.ballast.infrastructure..",
                        "io.ballast.local.."));
    }

    @Test
    void nobodyWaits() {
        check(noClasses()
                .should()
                .callMethodWhere(target(nameMatching("await|join|get"))
                        .and(target(owner(resideInAnyPackage("io.smallrye.mutiny..", "java.util.concurrent..")))
                                .and(target(owner(nameMatching(".*(Uni|Future|Stage).*")))))));
    }

    /** Both ways: nobody else subscribes, and each of the named does. */
    @Test
    void onlyTheNamedSubscribe() {
        Set<String> subscribers = CLASSES.stream()
                .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                .filter(ArchitectureTest::subscribes)
                .map(access -> access.getOriginOwner().getName() + "."
                        + access.getOrigin().getName())
                .collect(Collectors.toSet());

        assertEquals(SUBSCRIBERS, subscribers);
    }

    private static boolean subscribes(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny")
                && SUBSCRIBING.contains(access.getName());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(CLASSES);
    }
}
