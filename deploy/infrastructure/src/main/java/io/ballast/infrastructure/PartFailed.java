package io.ballast.infrastructure;

import java.nio.file.Path;

/** A part did not start or stopped answering. The message is one line: the part, the reason and where its log is. */
public class PartFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String part;

    public PartFailed(String part, String reason) {
        super(part + ": " + reason);
        this.part = part;
    }

    public PartFailed(String part, String reason, Throwable cause) {
        super(part + ": " + reason, cause);
        this.part = part;
    }

    public PartFailed(String part, String reason, Path log) {
        super(part + ": " + reason + " (log: " + log + ")");
        this.part = part;
    }

    /** The name of the part that failed. */
    public String part() {
        return part;
    }
}
