package io.ballast.local.process;

/** A service does not run. The message is one line: the service, the reason, its log's path. */
public final class ServiceFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServiceFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
