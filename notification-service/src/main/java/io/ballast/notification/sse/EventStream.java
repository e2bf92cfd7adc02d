package io.ballast.notification.sse;

import io.ballast.notification.delivery.CloseCode;
import io.ballast.notification.delivery.Session;
import io.ballast.notification.delivery.Transport;
import io.ballast.notification.delivery.Wire;
import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.socket.EventLoop;
import io.ballast.notification.stream.Position;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * An answer that does not end, under a session. Its client can say nothing, so a comment that it has taken is what shows that
 * it is there. Writes on the connection's own event loop.
 */
final class EventStream implements Transport {

    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final String COMMENT = ":\n\n";
    /** Clients of a replica that stops come back spread over this time. */
    private static final int MIN_RETRY_MILLIS = 1000;

    private static final int MAX_RETRY_MILLIS = 3000;
    /** A client that does not even take the last words is cut off. */
    private static final long CLOSING_MILLIS = 10_000;

    private final RoutingContext routing;
    private final HttpServerResponse response;
    private final EventLoop loop;
    private final Problems problems;
    private final String id = UUID.randomUUID().toString();
    private Session session;

    EventStream(RoutingContext routing, EventLoop loop, Problems problems) {
        this.routing = routing;
        this.response = routing.response();
        this.loop = loop;
        this.problems = problems;
    }

    /** The session is open: the head of the answer goes out, whatever the first frame waits for. */
    void begin(Session opened, AccessToken token) {
        session = opened;
        LOG.debugf("Stream %s of user %s is open", id, token.user().fingerprint());
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform")
                .putHeader("X-Accel-Buffering", "no");
        int retry = ThreadLocalRandom.current().nextInt(MIN_RETRY_MILLIS, MAX_RETRY_MILLIS);
        response.write("retry: " + retry + "\n\n").onFailure(this::gone);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Wire wire() {
        return Wire.SERVER_SENT;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** The first frame says all. */
    @Override
    public void begin(Position start, boolean recovered) {}

    @Override
    public void send(byte[] text, Runnable written) {
        if (response.ended() || response.closed()) {
            written.run();
            return;
        }
        response.write(Buffer.buffer(text)).onComplete(done -> written.run()).onFailure(this::gone);
    }

    @Override
    public void ping() {
        if (!response.ended() && !response.closed()) {
            response.write(COMMENT).onSuccess(taken -> session.heard()).onFailure(this::gone);
        }
    }

    /** Who has been told nothing yet gets a problem; the others a last event, because a stream has no close code. */
    @Override
    public void close(CloseCode code) {
        if (session == null) {
            problems.answer(routing, problem(code), null);
        } else if (!response.ended() && !response.closed()) {
            String last = "{\"code\":" + code.code() + ",\"reason\":\"" + code.reason() + "\"}";
            cutOffUnlessDone(response.end("event: closing\ndata: " + last + "\n\n"));
        }
    }

    private void cutOffUnlessDone(Future<Void> ending) {
        routing.vertx().setTimer(CLOSING_MILLIS, timer -> {
            if (!ending.isComplete()) {
                cutOff(routing.request());
            }
        });
    }

    private static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private static ProblemKind problem(CloseCode code) {
        return switch (code) {
            case RESTART -> ProblemKind.UNAVAILABLE;
            case TOO_MANY_CONNECTIONS -> ProblemKind.TOO_MANY_CONNECTIONS;
            case TOKEN_REVOKED, TOKEN_EXPIRED -> ProblemKind.UNAUTHORIZED;
            default -> ProblemKind.INTERNAL_ERROR;
        };
    }

    /** The peer may be gone at any moment; the close handler follows. */
    private void gone(Throwable failure) {
        LOG.debugf("Stream %s took no more: %s", id, failure);
    }
}
