package io.ballast.ledger.problem;

/**
 * Why authentication failed: a token could not be verified now, because the issuer's keys are not to be had or too many wait for
 * them. Nothing was found out about it, and the same token can be good a moment later.
 */
public final class IssuerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IssuerUnavailable(Throwable cause) {
        super(cause);
    }

    public IssuerUnavailable(String message) {
        super(message);
    }
}
