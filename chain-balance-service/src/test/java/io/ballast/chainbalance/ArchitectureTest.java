package io.ballast.chainbalance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import io.ballast.infrastructure.testkit.ArchitectureRules;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

    private static final Set<String> DOMAIN_BY_NAME = Set.of(
            "ObservationRules",
            "EarlierRules",
            "RefreshLane",
            "BalanceEvents",
            "CreditEvents",
            "CreditRules",
            "ProviderHealth",
            "Multicall3",
            "Erc20",
            "HalvedBatch",
            "ChainWalk",
            "SpanMaker",
            "Quorum",
            "Turns",
            "TransferEvents",
            "WalletRole",
            "CheckRules",
            "HistoryRules",
            "AnalysisRules");

    private static final String[] CLIENTS = {"org.web3j..", "okhttp3..", "okio..", "com.hedera.."};

    /**
     * Nobody waits for what is written into the cache, and reads of several requests go to it together; their documentation
     * says why.
     */
    ArchitectureTest() {
        super(
                "io.ballast.chainbalance",
                ArchitectureTest::isDomain,
                "io.ballast.chainbalance.balance.WalletCache.run",
                "io.ballast.chainbalance.balance.GatheredReads.gather");
    }

    @Test
    void domainClassesKnowNoClient() {
        check(noClasses().that(domain()).should().dependOnClassesThat().resideInAnyPackage(CLIENTS));
    }

    @Test
    void onlyTheEvmReaderKnowsWeb3j() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.ballast.chainbalance.evm")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.web3j.."));
    }

    @Test
    void onlyTheStellarReaderKnowsItsSdk() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.ballast.chainbalance.stellar")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.stellar.."));
    }

    @Test
    void onlyTheHederaReaderKnowsItsSdk() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.ballast.chainbalance.hedera")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.hedera.."));
    }

    @Test
    void onlyTransportsKnowTheHttpClient() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.ballast.chainbalance.evm", "io.ballast.chainbalance.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio.."));
    }

    private static boolean isDomain(JavaClass type) {
        return type.isRecord() || type.isEnum() || DOMAIN_BY_NAME.contains(type.getSimpleName());
    }
}
