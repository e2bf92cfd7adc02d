package io.ballast.acceptance.scale;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The acceptance tests of this module, told by clients of a set that runs already. */
final class Stories {

    private static final String PACKAGE = "io.ballast.acceptance.";
    private static final String GIVEN = "ballast.acceptance.set";

    /** Told again and again: each has users and wallets that nobody has met before. */
    private static final List<String> REPEATED =
            List.of("TopUpReachesPhoneIT", "EventStreamIT", "GatewayIT", "ChainBalanceIT", "HederaWalletsIT");

    /** Told once: it opens an account under a name of its own. */
    private static final String ONCE = "AutoDepositIT";

    private static final int WORDS = 400;

    private Stories() {}

    /**
     * How many tests were run, and what failed.
     *
     * @param failures a line each
     */
    record Told(long tests, List<String> failures) {}

    static void of(Path home) {
        System.setProperty(GIVEN, home.toString());
    }

    static Told all() {
        return tell(Stream.concat(REPEATED.stream(), Stream.of(ONCE)));
    }

    static Told repeated() {
        return tell(REPEATED.stream());
    }

    private static Told tell(Stream<String> classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(classes.map(name -> DiscoverySelectors.selectClass(PACKAGE + name))
                        .toList())
                .build();
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(request, listener);
        return told(listener.getSummary());
    }

    private static Told told(TestExecutionSummary summary) {
        List<String> failures =
                summary.getFailures().stream().map(Stories::inWords).toList();
        return new Told(
                summary.getTestsFoundCount(),
                summary.getTestsFoundCount() == 0 ? List.of("no acceptance test was found") : failures);
    }

    private static String inWords(TestExecutionSummary.Failure failure) {
        String words = failure.getTestIdentifier().getUniqueId() + ": " + failure.getException();
        return words.substring(0, Math.min(WORDS, words.length()));
    }
}
