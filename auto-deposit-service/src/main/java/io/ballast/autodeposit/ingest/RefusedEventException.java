package io.ballast.autodeposit.ingest;

/** An event that can never have its effect. Its message is the reason that the dead letter queue keeps beside it. */
public final class RefusedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedEventException(String reason) {
        super(reason);
    }
}
