package io.ballast.bench.report;

import io.ballast.bench.database.PgbenchRun;
import io.ballast.bench.load.Load;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says on the terminal what was just measured, and remembers what went wrong. */
public final class Progress {

    private final PrintStream out;
    private final List<String> troubles = new ArrayList<>();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void step(String text) {
        out.println(text);
    }

    public void load(String name, Load load, Duration drained) {
        load(name, load, "events behind %5d ms".formatted(drained.toMillis()));
    }

    public void load(String name, Load load) {
        load(name, load, "");
    }

    private void load(String name, Load load, String more) {
        String trouble = load.troubles();
        if (!trouble.isEmpty()) {
            troubles.add(name + ": " + trouble);
        }
        say(
                "  %-28s %,9.0f /s  p50 %7.2f ms  p99 %7.2f ms  %s  %s",
                name,
                load.perSecond(),
                load.latencies().millis(0.5),
                load.latencies().millis(0.99),
                more,
                trouble);
    }

    /** Something that is no load of requests. */
    public void value(String name, double value, String unit) {
        say("  %-28s %,9.1f %s", name, value, unit);
    }

    public void peer(String name, PgbenchRun run, int transfers, Duration drained) {
        say("  %-28s %,9.0f /s  %37sevents behind %5d ms", name, run.perSecond() * transfers, "", drained.toMillis());
    }

    /** Refusals, drops and errors, each with the measurement that saw them. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
