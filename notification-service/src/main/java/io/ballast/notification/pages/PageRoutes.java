package io.ballast.notification.pages;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Serves the user's page at {@code /}, the operator's at {@code /console/}, and their files below {@code /pages/}. They hold
 * nothing secret and need no token; what they show they ask for with the visitor's own.
 */
@ApplicationScoped
class PageRoutes {

    private static final String FILES = "/pages/";
    private static final String CONSOLE = "/console/";
    private static final String OWN_IMAGES = "'self'";

    private final PageFiles files;
    private final PageAnswers answers;

    PageRoutes(PageFiles files, PageAnswers answers) {
        this.files = files;
        this.answers = answers;
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
            PageAnswers.lead(routing, CONSOLE);
        }
    }

    private void serve(RoutingContext routing, Optional<PageFile> found) {
        answers.serve(routing, found, OWN_IMAGES);
    }
}
