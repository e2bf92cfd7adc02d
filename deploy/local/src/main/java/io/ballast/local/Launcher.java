package io.ballast.local;

import io.ballast.local.console.Console;
import io.ballast.local.home.Home;
import io.ballast.local.home.Leftovers;
import io.ballast.local.set.LocalSet;
import io.ballast.local.set.PackagedServices;
import io.ballast.local.set.Termination;
import io.ballast.local.settings.LaunchSettings;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code make run} starts. Arguments: none to run the set, {@code clean-data} to forget its data, {@code watch}
 * and a token's subject to see what arrives at a user's socket.
 *
 * <p>Exit codes: 0 after a stop on request, 1 if something failed, 2 if it was called in a wrong way.
 */
public final class Launcher {

    private static final System.Logger LOG = System.getLogger(Launcher.class.getName());
    private static final int FAILED = 1;
    private static final int WRONG_CALL = 2;

    private Launcher() {}

    public static void main(String[] arguments) {
        Console console = new Console(System.out);
        try {
            LaunchSettings settings = LaunchSettings.from(System.getenv(), Path.of(""));
            switch (arguments.length == 0 ? "run" : arguments[0]) {
                case "run" -> run(settings, console);
                case "clean-data" -> cleanData(settings, console);
                case "watch" -> SocketWatch.run(settings, console, List.of(arguments));
                default -> throw new IllegalArgumentException("Unknown command " + arguments[0]);
            }
        } catch (IllegalArgumentException e) {
            fail(e.getMessage(), WRONG_CALL);
        } catch (Home.InUse e) {
            fail(e.getMessage(), FAILED);
        } catch (RuntimeException e) {
            fail(reason(e), FAILED);
        }
    }

    private static void run(LaunchSettings settings, Console console) {
        Home home = Home.open(settings.home());
        int left = Leftovers.end(home);
        if (left > 0) {
            console.say("Ended " + left + " processes that an earlier launcher had left behind.");
        }
        requireNothingInTheWay(settings);
        console.say("Ballast starts (profile " + settings.profile() + "). Logs: " + settings.home() + "/logs");
        LocalSet set = new LocalSet(settings, home, console);
        Termination termination = new Termination(reason -> {
            console.say(reason == null ? "\nStopping …" : "Failed: " + reason + "\nStopping everything else …");
            set.stop();
            console.say("Stopped.");
        });
        termination.onSignal();
        termination.fail(startAndWait(set));
    }

    private static String startAndWait(LocalSet set) {
        try {
            set.start();
            return set.awaitFailure();
        } catch (RuntimeException e) {
            return reason(e);
        }
    }

    /** In one line; all of it is in the launcher's log. */
    private static String reason(RuntimeException e) {
        LOG.log(Level.ERROR, "The launcher fails", e);
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Said before anything starts, all of it at once. */
    private static void requireNothingInTheWay(LaunchSettings settings) {
        List<String> missing = PackagedServices.missing(settings.checkout());
        List<String> conflicts = settings.ports().conflicts();
        if (!missing.isEmpty() || !conflicts.isEmpty()) {
            missing.forEach(System.err::println);
            conflicts.forEach(System.err::println);
            System.exit(FAILED);
        }
    }

    private static void cleanData(LaunchSettings settings, Console console) {
        if (!Files.exists(settings.home())) {
            console.say("There is no data in " + settings.home() + ".");
            return;
        }
        try (Home home = Home.open(settings.home())) {
            Leftovers.end(home);
            home.forget();
        }
        console.say("Forgot " + settings.home() + ".");
    }

    private static void fail(String reason, int exitCode) {
        System.err.println(reason);
        System.exit(exitCode);
    }
}
