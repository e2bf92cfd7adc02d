package io.ballast.local.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * What the gateway itself refuses, as {@code application/problem+json} (RFC 9457).
 *
 * @param code stable; the problem's type is {@code urn:ballast:problem:<code>}
 */
record Problem(int status, String code, String title, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** Seconds after which a client may try again what failed because a service is away. */
    static final String RETRY_AFTER = "1";

    static Problem notFound(String path) {
        return new Problem(404, "not-found", "Not found", "Nothing is at " + path + ".");
    }

    static Problem invalidRequest(String detail) {
        return new Problem(400, "invalid-request", "Invalid request", detail);
    }

    static Problem methodNotAllowed(String detail) {
        return new Problem(405, "method-not-allowed", "Method not allowed", detail);
    }

    static Problem payloadTooLarge(long limit) {
        return new Problem(
                413, "payload-too-large", "Payload too large", "A request's body has at most " + limit + " bytes.");
    }

    /** The service cannot be reached: nothing of the request has arrived there. */
    static Problem unreachable(String service) {
        return unavailable(503, service + " cannot be reached at the moment.");
    }

    /** The service went away while it had the request: what it did is not known. */
    static Problem interrupted(String service) {
        return unavailable(502, service + " went away before it had answered.");
    }

    static Problem timedOut(String service) {
        return new Problem(504, "upstream-timeout", "Upstream timeout", service + " has not answered in time.");
    }

    private static Problem unavailable(int status, String detail) {
        return new Problem(status, "upstream-unavailable", "Upstream unavailable", detail);
    }

    boolean isRetryable() {
        return status >= 502;
    }

    /** @param path of the request, without its query, which may carry a token */
    Buffer body(String path) {
        return new JsonObject()
                .put("type", "urn:ballast:problem:" + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("instance", path)
                .put("code", code)
                .toBuffer();
    }

    void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
        if (isRetryable()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
        response.end(body(request.path()));
    }
}
