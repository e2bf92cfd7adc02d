package io.ballast.notification.sse;

import io.ballast.notification.delivery.Session;
import io.ballast.notification.delivery.Sessions;
import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.CrossOrigin;
import io.ballast.notification.security.HandshakeGate;
import io.ballast.notification.security.HandshakeGate.Handshake;
import io.ballast.notification.security.TokenCheck;
import io.ballast.notification.security.Tokens;
import io.ballast.notification.socket.EventLoop;
import io.ballast.notification.socket.EventLoops;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /v1/events}: the user's stream as server-sent events, under the same sessions as the sockets. */
@ApplicationScoped
class EventsRoute {

    private static final String PATH = "/v1/events";

    private final HandshakeGate gate;
    private final CrossOrigin crossOrigin;
    private final Tokens tokens;
    private final Sessions sessions;
    private final Problems problems;
    private final EventLoops loops;

    EventsRoute(
            HandshakeGate gate,
            CrossOrigin crossOrigin,
            Tokens tokens,
            Sessions sessions,
            Problems problems,
            EventLoops loops) {
        this.gate = gate;
        this.crossOrigin = crossOrigin;
        this.tokens = tokens;
        this.sessions = sessions;
        this.problems = problems;
        this.loops = loops;
    }

    void install(@Observes Router router) {
        router.route(PATH).handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        if (crossOrigin.isPreflight(routing, "GET")) {
            return;
        }
        if (routing.request().method() != HttpMethod.GET) {
            problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
            return;
        }
        gate.read(routing).ifPresent(handshake -> {
            EventLoop loop = loops.current();
            Uni<TokenCheck> check = tokens.verify(handshake.token());
            start(routing, check.emitOn(loop).invoke(result -> admit(routing, handshake, result, loop)));
        });
    }

    /** A raw route has nobody to hand its Uni to: the one place where this class subscribes. */
    private static void start(RoutingContext routing, Uni<TokenCheck> work) {
        work.subscribe().with(done -> {}, routing::fail);
    }

    private void admit(RoutingContext routing, Handshake handshake, TokenCheck check, EventLoop loop) {
        switch (check) {
            case TokenCheck.Refused(TokenCheck.Reason reason) -> gate.refuse(routing, reason);
            case TokenCheck.Accepted(AccessToken token)
            when !routing.response().closed() -> open(routing, handshake, token, loop);
            case TokenCheck.Accepted gone -> {}
        }
    }

    private void open(RoutingContext routing, Handshake handshake, AccessToken token, EventLoop loop) {
        EventStream stream = new EventStream(routing, loop, problems);
        String address = routing.request().remoteAddress().hostAddress();
        sessions.open(token, stream, handshake.since(), address)
                .ifPresent(session -> begin(routing, stream, session, token));
    }

    private void begin(RoutingContext routing, EventStream stream, Session session, AccessToken token) {
        routing.response().closeHandler(closed -> sessions.closed(session));
        routing.response().exceptionHandler(failure -> sessions.closed(session));
        stream.begin(session, token);
    }
}
