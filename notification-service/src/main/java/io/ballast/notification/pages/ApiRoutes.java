package io.ballast.notification.pages;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Serves the description of the whole API at the clients' one origin: {@code /openapi.yaml}, the same as {@code /openapi.json}, the
 * sockets' {@code /asyncapi.yaml}, and a page to browse it at {@code /docs/}. It is public, as the pages are.
 */
@ApplicationScoped
class ApiRoutes {

    private static final String PAGE = "/docs";
    /** The library's icons are in its style sheet. */
    private static final String IMAGES = "'self' data:";

    private final ApiFiles files;
    private final PageAnswers answers;

    ApiRoutes(ApiFiles files, PageAnswers answers) {
        this.files = files;
        this.answers = answers;
    }

    void install(@Observes Router router) {
        router.route("/openapi.yaml").handler(this::serve);
        router.route("/openapi.json").handler(this::serve);
        router.route("/asyncapi.yaml").handler(this::serve);
        router.route(PAGE + "/*").handler(this::page);
    }

    private void page(RoutingContext routing) {
        if (routing.normalizedPath().equals(PAGE)) {
            PageAnswers.lead(routing, PAGE + "/");
        } else {
            serve(routing);
        }
    }

    private void serve(RoutingContext routing) {
        routing.vertx()
                .executeBlocking(() -> files.find(routing.normalizedPath()), false)
                .onSuccess(found -> answers.serve(routing, found, IMAGES))
                .onFailure(routing::fail);
    }
}
