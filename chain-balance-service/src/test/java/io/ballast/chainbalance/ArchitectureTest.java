package io.ballast.chainbalance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import io.ballast.infrastructure.testkit.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

    private static final Set<String> DOMAIN_BY_NAME = Set.of(
            "ObservationRules",
            "RefreshLane",
            "BalanceEvents",
            "CreditEvents",
            "ProviderHealth",
            "Multicall3",
            "Erc20",
            "HalvedBatch",
            "ChainWalk",
            "SpanMaker",
            "Quorum",
            "Turns",
            "WalletRole");

    private static final String[] WEB3J = {"org.web3j..", "okhttp3..", "okio.."};

    ArchitectureTest() {
        super("io.ballast.chainbalance", ArchitectureTest::isDomain);
    }

    @Test
    void domainClassesKnowNoWeb3j() {
        check(noClasses().that(domain()).should().dependOnClassesThat().resideInAnyPackage(WEB3J));
    }

    @Test
    void onlyTheEvmReaderKnowsWeb3j() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.ballast.chainbalance.evm")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WEB3J));
    }

    private static boolean isDomain(JavaClass type) {
        return type.isRecord() || type.isEnum() || DOMAIN_BY_NAME.contains(type.getSimpleName());
    }
}
