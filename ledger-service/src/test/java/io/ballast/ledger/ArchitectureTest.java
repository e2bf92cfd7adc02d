package io.ballast.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import io.ballast.infrastructure.testkit.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

    private static final Set<String> DOMAIN_BY_NAME =
            Set.of("PostingEvents", "Posting", "Refusal", "Verdict", "ParsedAmount", "DecidedTopUp");

    ArchitectureTest() {
        super("io.ballast.ledger", ArchitectureTest::isDomain);
    }

    @Test
    void domainClassesKnowNoJson() {
        check(noClasses().that(domain()).should().dependOnClassesThat().resideInAPackage("com.fasterxml.."));
    }

    /** What comes in by HTTP is annotated with the rules of its form, and belongs to the edge. */
    private static boolean isDomain(JavaClass javaClass) {
        String name = javaClass.getSimpleName();
        boolean edge = name.endsWith("Request") || name.equals("ProblemDocument");
        boolean domain =
                javaClass.isRecord() || javaClass.isEnum() || name.endsWith("Rules") || DOMAIN_BY_NAME.contains(name);
        return domain && !edge;
    }
}
