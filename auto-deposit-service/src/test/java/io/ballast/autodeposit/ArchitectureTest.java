package io.ballast.autodeposit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import io.ballast.infrastructure.testkit.ArchitectureRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

    private static final Set<String> DOMAIN_BY_NAME = Set.of(
            "Tracking",
            "Accepted",
            "Recorded",
            "TrackingRules",
            "ObservationReading",
            "CreditRules",
            "Plan",
            "PlanRules",
            "Outcomes",
            "DepositRules",
            "WebhookRules");

    ArchitectureTest() {
        super("io.ballast.autodeposit", ArchitectureTest::isDomain);
    }

    /** What may be decided goes by the database's clock, what has expired by the network's: this machine's may be off. */
    @Test
    void whatDecidesOnDepositsAsksNoClockOfThisMachine() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.ballast.autodeposit.credit",
                        "io.ballast.autodeposit.deposit",
                        "io.ballast.autodeposit.stellar",
                        "io.ballast.autodeposit.work")
                .or()
                .haveSimpleNameStartingWith("DepositEngine")
                .or()
                .haveSimpleNameStartingWith("DepositPlanner")
                .or()
                .haveSimpleNameStartingWith("DepositWorker")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class));
    }

    private static boolean isDomain(JavaClass type) {
        return type.isRecord() || type.isEnum() || DOMAIN_BY_NAME.contains(type.getSimpleName());
    }
}
