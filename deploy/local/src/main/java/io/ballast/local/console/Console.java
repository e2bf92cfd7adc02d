package io.ballast.local.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the launcher says, a line at a time. */
public final class Console {

    private final PrintStream out;

    public Console(PrintStream out) {
        this.out = out;
    }

    public synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    /** One part is there. */
    public void ready(String part, Duration took, String where) {
        say("  %-22s ready in %5s   %s".formatted(part, seconds(took), where));
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
