package io.ballast.notification.socket;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The event loops that serve sockets; as many as Vert.x has. */
@ApplicationScoped
public class EventLoops {

    private final Map<Context, EventLoop> byContext = new ConcurrentHashMap<>();

    /** The loop of the calling thread. */
    public EventLoop current() {
        return byContext.computeIfAbsent(VertxContext.getRootContext(Vertx.currentContext()), EventLoops::loop);
    }

    /** One context of its own for each loop, not one for each task: Quarkus' MDC keeps nothing on a root context. */
    private static EventLoop loop(Context root) {
        return new EventLoop(VertxContext.createNewDuplicatedContext(root));
    }
}
