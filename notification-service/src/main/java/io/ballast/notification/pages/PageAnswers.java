package io.ballast.notification.pages;

import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Answers with files, each under a policy that lets it load nothing but what comes with it. */
@ApplicationScoped
class PageAnswers {

    private static final int NOT_MODIFIED = 304;
    private static final int MOVED = 308;

    /** No code or style but the files', no other origin, no frame around them. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src %s; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> PROTECTION = Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Problems problems;

    PageAnswers(Problems problems) {
        this.problems = problems;
    }

    /** @param images where pictures may come from, as in a {@code Content-Security-Policy} */
    void serve(RoutingContext routing, Optional<PageFile> found, String images) {
        HttpMethod method = routing.request().method();
        if (found.isEmpty()) {
            problems.answer(routing, ProblemKind.NOT_FOUND, null);
        } else if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
        } else {
            send(routing, found.get(), images);
        }
    }

    /** Leads a browser to the address at which it finds the files beside the page. */
    static void lead(RoutingContext routing, String address) {
        routing.response()
                .setStatusCode(MOVED)
                .putHeader(HttpHeaders.LOCATION, address)
                .end();
    }

    /** A browser asks each time whether it has the latest, so that page and files are of one version. */
    private static void send(RoutingContext routing, PageFile file, String images) {
        HttpServerResponse response = routing.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, file.tag())
                .putHeader("Content-Security-Policy", POLICY.formatted(images));
        PROTECTION.forEach(response::putHeader);
        if (file.tag().equals(routing.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else {
            response.end(Buffer.buffer(file.content()));
        }
    }
}
