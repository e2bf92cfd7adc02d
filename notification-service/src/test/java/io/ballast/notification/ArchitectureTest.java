package io.ballast.notification;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.ballast.infrastructure.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

    /** What decides; everything else carries, reads or writes. */
    private static final String DOMAIN = "io.ballast.notification.("
            + "user.User"
            + "|delivery.(Session|Vigil|SessionIndex|Audience|Dialogue|Backlog|Outlet|Order|Offences|Utf8|Resumption)"
            + "|delivery.(Frame|Frames|Wire|Balance|ClientMessage|CloseCode|ErrorCode)"
            + "|delivery.(Credential|Allowance|Share|Quotas|HistoryPage)"
            + "|socketio.(Packet|EngineError)"
            + "|stream.(Probe|Position|UserEvent|Publication|Appended|Replay|StreamKeys|Subscriptions)"
            + "|state.(AccountState|WalletState)"
            + "|security.(RequestRate|TokenInHandshake|Origins|AccessToken|TokenCheck|Revocation)"
            + "|push.(Notice|PushMessage|Push|Outcome|RetryRules)"
            + "|push.device.(Device|EndpointRules|Registration|SubscriptionKeys|QuietHours|Preferences)"
            + "|push.service.(Targets|Topic)"
            + "|ingest.(Payloads|BalanceUpdate|Arrival)"
            + ")([$].*)?";

    /** Where an event is pushed, nobody waits for a Uni: these methods subscribe, and their documentation says why. */
    ArchitectureTest() {
        super(
                "io.ballast.notification",
                type -> type.getName().matches(DOMAIN),
                "io.ballast.notification.socket.BalanceSocket.start",
                "io.ballast.notification.sse.EventsRoute.start",
                "io.ballast.notification.socketio.SocketIoConnection.start",
                "io.ballast.notification.security.Authenticated.start",
                "io.ballast.notification.ingest.ConsumerGroups.finish",
                "io.ballast.notification.ingest.Lane.next",
                "io.ballast.notification.delivery.SessionReads.start");
    }

    @Test
    void theDomainKnowsNothingButJavaEventsAndJson() {
        check(classes()
                .that(domain())
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "io.ballast.notification..", "io.ballast.events..", "com.fasterxml.jackson..")));
    }

    @Test
    void nobodyWaitsForAFuture() {
        check(noClasses()
                .should()
                .callMethodWhere(target(nameMatching("join|get"))
                        .and(target(owner(resideInAnyPackage("java.util.concurrent..")))
                                .and(target(owner(nameMatching(".*(Future|Stage).*")))))));
    }
}
