package io.ballast.ledger.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.regex.Pattern;

/** How large the body of a request may be. */
@ApplicationScoped
class BodyBounds {

    /** Anything longer is no length that a bound could be compared with. */
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final long small;
    private final long large;
    private final Set<String> largePaths;

    BodyBounds(BodyConfig config) {
        this.small = config.maxSize().asLongValue();
        this.large = config.largeMaxSize().asLongValue();
        this.largePaths = Set.copyOf(config.largePaths());
    }

    /** Bytes. */
    long of(String path) {
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return largePaths.contains(plain) ? large : small;
    }

    /** The largest body of all, in bytes. */
    long largest() {
        return large;
    }

    /** Whether the length that a request announces fits. */
    static boolean fits(String length, long bound) {
        return LENGTH.matcher(length).matches() && Long.parseLong(length) <= bound;
    }

    /** Whether a body follows whose length is told by its end only. */
    static boolean isOpenEnded(HttpServerRequest request) {
        return !request.isEnded() && request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
