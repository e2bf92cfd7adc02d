package io.ballast.operations.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a rehearsal has found, a line each, for the report that is left behind. */
final class Verdicts {

    private final List<String> lines = new ArrayList<>();

    /** Notes what was just asserted: a line that is there was seen to hold. */
    void holds(String what, Object... details) {
        String line = what.formatted(details);
        lines.add("- holds: " + line);
        System.out.println("ballast: recovery: " + line);
    }

    void write(Path report, boolean whole) throws IOException {
        Files.createDirectories(report.getParent());
        Files.writeString(
                report,
                "# Rehearsal of a point-in-time restore of the ledger\n\n"
                        + (whole ? "All verdicts hold.\n\n" : "**It ended before its last verdict.**\n\n")
                        + String.join("\n", lines)
                        + "\n");
    }
}
