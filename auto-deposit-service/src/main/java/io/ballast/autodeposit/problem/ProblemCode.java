package io.ballast.autodeposit.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/** Every kind of problem this service answers with. The code is stable: clients may decide on it. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request can not be read"),
    INVALID_REQUEST(400, "The request breaks a rule of its form"),
    UNAUTHORIZED(401, "A valid token is required"),
    FORBIDDEN(403, "The token does not allow this"),
    TENANT_MISSING(403, "The token names no valid tenant"),
    SUBJECT_MISSING(403, "The token names no valid subject"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This method is not offered here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is offered"),
    CONFLICT(409, "Something else stands against it"),
    PAYLOAD_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "This media type is not understood"),
    INTERNAL_ERROR(500, "The service failed"),
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

    /** What the framework means by a status; what is not listed here is a request it could not make sense of. */
    static ProblemCode ofStatus(int status) {
        return Arrays.stream(values())
                .filter(code -> code.status == status)
                .findFirst()
                .orElse(status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR);
    }

    static boolean isStable(URI type) {
        return type != null && type.toString().startsWith(TYPE_PREFIX);
    }
}
