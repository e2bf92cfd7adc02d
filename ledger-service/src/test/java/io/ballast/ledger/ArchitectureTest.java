package io.ballast.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import io.ballast.infrastructure.testkit.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

    private static final Set<String> DOMAIN_BY_NAME = Set.of(
            "PostingEvents",
            "Posting",
            "Refusal",
            "Verdict",
            "ParsedAmount",
            "DecidedTopUp",
            "BatchItem",
            "HoldVerdict",
            "HoldRefusal");

    /** What comes in by HTTP is annotated with the rules of its form, and belongs to the edge. */
    private static final Set<String> EDGE_BY_NAME = Set.of("Item", "ProblemDocument");

    /** It holds the emitter of a caller who waits. */
    private static final String WAITING = "Waiting";

    ArchitectureTest() {
        super(
                "io.ballast.ledger",
                ArchitectureTest::isDomain,
                // Posts for many callers at once: each gets the answer or the failure, the queue's bound is the
                // back-pressure.
                "io.ballast.ledger.transfer.TransferBatcher.write",
                "io.ballast.ledger.transfer.TransferBatcher.answer");
    }

    @Test
    void domainClassesKnowNoJson() {
        check(noClasses().that(domain()).should().dependOnClassesThat().resideInAPackage("com.fasterxml.."));
    }

    private static boolean isDomain(JavaClass javaClass) {
        String name = javaClass.getSimpleName();
        boolean edge = name.endsWith("Request") || EDGE_BY_NAME.contains(name) || name.equals(WAITING);
        boolean domain =
                javaClass.isRecord() || javaClass.isEnum() || name.endsWith("Rules") || DOMAIN_BY_NAME.contains(name);
        return domain && !edge;
    }
}
