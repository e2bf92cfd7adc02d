package io.ballast.notification.security;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The token in an {@code Authorization} header. */
public final class Bearer {

    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** The request's bearer token, or null if it has none. */
    public static String of(HttpServerRequest request) {
        return in(request.getHeader(HttpHeaders.AUTHORIZATION)).orElse(null);
    }

    /** @param authorization the header's value, or null */
    static Optional<String> in(String authorization) {
        return Optional.ofNullable(authorization)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }
}
