package io.ballast.notification.problem;

import java.util.Arrays;

/** The kinds of error this service answers with; code and status are stable. */
public enum ProblemKind {
    MALFORMED_REQUEST("malformed-request", 400, "The request can not be read"),
    UNAUTHORIZED("unauthorized", 401, "A valid token is needed"),
    FORBIDDEN("forbidden", 403, "This is not allowed"),
    ORIGIN_NOT_ALLOWED("origin-not-allowed", 403, "Pages of this origin may not connect"),
    NOT_FOUND("not-found", 404, "There is nothing here"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not supported here"),
    PAYLOAD_TOO_LARGE("payload-too-large", 413, "The request is too large"),
    PUSH_NOT_AVAILABLE("push-not-available", 422, "Pushes of this kind are not configured here"),
    TOO_MANY_DEVICES("too-many-devices", 409, "The user has as many devices as are allowed"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "More requests than this service accepts within its window"),
    TOO_MANY_CONNECTIONS(
            "too-many-connections", 429, "The user, the tenant or the address has too many connections here"),
    UPGRADE_REQUIRED("upgrade-required", 426, "This is a WebSocket endpoint"),
    UNAVAILABLE("unavailable", 503, "The service can not answer now"),
    INTERNAL_ERROR("internal-error", 500, "Something failed here");

    private final String code;
    private final int status;
    private final String title;

    ProblemKind(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The kind for a status that came from a library; whatever is not known is malformed or failed here. */
    static ProblemKind ofStatus(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status)
                .findFirst()
                .orElse(status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR);
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
