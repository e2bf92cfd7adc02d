package io.ballast.operations.recovery;

import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a rehearsal has found, a line each, for its part of the report: target/recovery/<database>.md. */
final class Verdicts {

    private final String database;
    private final List<String> lines = new ArrayList<>();
    private boolean whole;

    Verdicts(String database) {
        this.database = database;
    }

    /** Notes what was just asserted: a line that is there was seen to hold. */
    void holds(String what, Object... details) {
        String line = what.formatted(details);
        lines.add("- holds: " + line);
        System.out.println("ballast: recovery of " + database + ": " + line);
    }

    /** Notes that nothing is left to be asserted. */
    void end() {
        whole = true;
    }

    void write() throws IOException {
        Path report = Checkout.file("deploy/operations/target/recovery/" + database + ".md");
        Files.createDirectories(report.getParent());
        Files.writeString(
                report,
                "# Rehearsal of a point-in-time restore: " + database + "\n\n"
                        + (whole ? "All verdicts hold.\n\n" : "**It ended before its last verdict.**\n\n")
                        + String.join("\n", lines)
                        + "\n");
    }
}
