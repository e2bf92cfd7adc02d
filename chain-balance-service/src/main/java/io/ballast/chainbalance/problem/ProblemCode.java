package io.ballast.chainbalance.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/** Every kind of problem this service answers with. The code is stable: clients may decide on it. */
public enum ProblemCode {
    INVALID_REQUEST(400, "The request can not be understood"),
    UNAUTHORIZED(401, "A valid token is required"),
    FORBIDDEN(403, "The token does not allow this"),
    NOT_FOUND(404, "There is nothing here"),
    NO_WALLET(404, "No wallet is registered"),
    METHOD_NOT_ALLOWED(405, "This method is not offered here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered"),
    WALLET_EXISTS(409, "The wallet is registered already"),
    PAYLOAD_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "This media type is not understood"),
    WALLET_LIMIT_REACHED(422, "The owner has as many wallets as allowed"),
    INTERNAL_ERROR(500, "The service failed"),
    BALANCE_UNKNOWN(503, "The balance is not known yet"),
    UNAVAILABLE(503, "The service can not answer now");

    private static final String TYPE_PREFIX = "urn:ballast:problem:";

    private final int status;
    private final String title;
    private final String code;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The last part of {@link #type()}, also in the problem's {@code code}. */
    public String code() {
        return code;
    }

    public URI type() {
        return URI.create(TYPE_PREFIX + code);
    }

    /** What a status without a problem of its own means: another client mistake is an invalid request. */
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 503 -> UNAVAILABLE;
            default ->
                Arrays.stream(values())
                        .filter(code -> code.status == status)
                        .filter(code -> code != WALLET_EXISTS && code != WALLET_LIMIT_REACHED)
                        .findFirst()
                        .orElse(status < 500 ? INVALID_REQUEST : INTERNAL_ERROR);
        };
    }

    static boolean isStable(URI type) {
        return type != null && type.toString().startsWith(TYPE_PREFIX);
    }
}
