package io.ballast.autodeposit;

import com.tngtech.archunit.core.domain.JavaClass;
import io.ballast.infrastructure.testkit.ArchitectureRules;
import java.util.Set;

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

    private static boolean isDomain(JavaClass type) {
        return type.isRecord() || type.isEnum() || DOMAIN_BY_NAME.contains(type.getSimpleName());
    }
}
