package io.ballast.autodeposit.problem;

import io.quarkus.oidc.OIDCException;
import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * Tells a token that could not be verified, because the server of the issuer's keys is away or answers with nothing that can
 * be used, from one that is not good: nothing was found out about it, and the same token can be good a moment later.
 */
final class KeyServerFailures {

    private KeyServerFailures() {}

    /** Whether this is why a token was refused; a key that the server does not know is not among it. */
    static boolean isAway(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (isOfServer(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfServer(Throwable failure) {
        return switch (failure) {
            case OIDCException answer -> true;
            case IOException network -> true;
            case TimeoutException late -> true;
            case VertxException closed -> true;
            default -> false;
        };
    }
}
