package io.ballast.notification.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * An error as RFC 9457 has it.
 *
 * @param code the last part of {@code type}; stable
 * @param detail one sentence for a developer; names nothing of the inside
 * @param instance the path of the request, without its query
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "code"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(String type, String title, int status, String detail, String instance, String code) {

    private static final String TYPE_PREFIX = "urn:ballast:problem:";

    static Problem of(ProblemKind kind, String detail, String instance) {
        return new Problem(TYPE_PREFIX + kind.code(), kind.title(), kind.status(), detail, instance, kind.code());
    }
}
