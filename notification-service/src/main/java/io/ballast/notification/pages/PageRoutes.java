package io.ballast.notification.pages;

import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;

/**
 * Serves the user's page at {@code /}, the operator's at {@code /console/}, and their files below {@code /pages/}. They hold
 * nothing secret and need no token; what they show they ask for with the visitor's own.
 */
@ApplicationScoped
class PageRoutes {

    private static final String FILES = "/pages/";
    private static final String CONSOLE = "/console/";
    private static final int NOT_MODIFIED = 304;
    private static final int MOVED = 308;

    /** No code or style but the files', no other origin, no frame around them. */
    private static final Map<String, String> PROTECTION = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final PageFiles files;
    private final Problems problems;

    PageRoutes(PageFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.route("/").handler(routing -> serve(routing, files.find("user.html")));
        router.route(FILES + "*").handler(routing -> serve(routing, files.find(nameIn(routing))));
        router.route("/console").handler(this::console);
    }

    private static String nameIn(RoutingContext routing) {
        return routing.normalizedPath().substring(FILES.length());
    }

    /** Without the slash at its end the browser is led to the address with it; both are the same route to Vert.x. */
    private void console(RoutingContext routing) {
        if (routing.normalizedPath().equals(CONSOLE)) {
            serve(routing, files.find("console.html"));
        } else {
            routing.response()
                    .setStatusCode(MOVED)
                    .putHeader(HttpHeaders.LOCATION, CONSOLE)
                    .end();
        }
    }

    private void serve(RoutingContext routing, Optional<PageFile> found) {
        HttpMethod method = routing.request().method();
        if (found.isEmpty()) {
            problems.answer(routing, ProblemKind.NOT_FOUND, null);
        } else if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
        } else {
            send(routing, found.get());
        }
    }

    /** A browser asks each time whether it has the latest, so that page and files are of one version. */
    private static void send(RoutingContext routing, PageFile file) {
        HttpServerResponse response = routing.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, file.tag());
        PROTECTION.forEach(response::putHeader);
        if (file.tag().equals(routing.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else {
            response.end(Buffer.buffer(file.content()));
        }
    }
}
