package io.ballast.notification.security;

import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.stream.Position;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and judges a handshake, of a WebSocket or of a stream of events, and answers who may not pass with a problem, at the upgrade. */
@ApplicationScoped
public class HandshakeGate {

    /** The query parameter for the last place that the client has reached. */
    private static final String SINCE = "since";

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    private static final String VERSION = "13";

    private final Problems problems;
    private final Origins origins;

    HandshakeGate(Problems problems, HandshakeConfig config) {
        this.problems = problems;
        this.origins = new Origins(config.allowedOrigins().orElse(List.of()));
    }

    /**
     * What a handshake asks for.
     *
     * @param token yet to be verified, or null
     * @param since the place from which the client wants to go on, or null
     */
    public record Handshake(String token, Position since) {}

    /** Whether pages of the request's origin may connect. */
    public boolean isAllowed(HttpServerRequest request) {
        String authority =
                request.authority() == null ? null : request.authority().toString();
        return origins.allow(request.getHeader(HttpHeaders.ORIGIN), authority);
    }

    /** Reads the handshake; one that can not be read has been answered. */
    public Optional<Handshake> read(RoutingContext routing) {
        if (!isAllowed(routing.request())) {
            problems.answer(routing, ProblemKind.ORIGIN_NOT_ALLOWED, null);
            return Optional.empty();
        }
        Optional<String> named = named(routing);
        Optional<Position> since = named.flatMap(Position::parse);
        if (since.isEmpty() && named.isPresent()) {
            problems.answer(routing, ProblemKind.MALFORMED_REQUEST, "since is the id of a frame.");
            return Optional.empty();
        }
        return switch (token(routing)) {
            case TokenInHandshake.Malformed(String detail) -> {
                problems.answer(routing, ProblemKind.MALFORMED_REQUEST, detail);
                yield Optional.empty();
            }
            case TokenInHandshake.Found found -> {
                offer(found.subprotocols(), routing.request().headers());
                String token = Bearer.in(found.authorization().orElse(null)).orElse(null);
                yield Optional.of(new Handshake(token, since.orElse(null)));
            }
        };
    }

    /** Answers the refusal of a handshake's token. */
    public void refuse(RoutingContext routing, TokenCheck.Reason reason) {
        ProblemKind kind =
                reason == TokenCheck.Reason.ISSUER_UNAVAILABLE ? ProblemKind.UNAVAILABLE : ProblemKind.UNAUTHORIZED;
        problems.answer(routing, kind, null);
    }

    /** Whether the request is one to open a WebSocket; another has been answered. */
    public boolean isUpgrade(RoutingContext routing) {
        if (routing.request().method() != HttpMethod.GET) {
            problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
            return false;
        }
        if (!asksForUpgrade(routing.request().headers())) {
            problems.answer(routing, ProblemKind.UPGRADE_REQUIRED, null);
            return false;
        }
        return true;
    }

    private static TokenInHandshake token(RoutingContext routing) {
        MultiMap headers = routing.request().headers();
        // a list may be spread over several headers of that name
        String offered = String.join(",", headers.getAll(SUBPROTOCOL));
        return TokenInHandshake.find(
                headers.get(HttpHeaders.AUTHORIZATION),
                offered,
                first(routing, "token").orElse(null));
    }

    /** A browser that opens a stream of events again repeats its address, so what it says by the header is newer. */
    private static Optional<String> named(RoutingContext routing) {
        return Optional.ofNullable(routing.request().getHeader(LAST_EVENT_ID))
                .filter(id -> !id.isBlank())
                .or(() -> first(routing, SINCE));
    }

    private static Optional<String> first(RoutingContext routing, String parameter) {
        return routing.queryParam(parameter).stream().findFirst();
    }

    /** The token is no subprotocol to be agreed on. */
    private static void offer(List<String> subprotocols, MultiMap headers) {
        if (subprotocols.isEmpty()) {
            headers.remove(SUBPROTOCOL);
        } else {
            headers.set(SUBPROTOCOL, String.join(",", subprotocols));
        }
    }

    /** What Vert.x expects of a handshake; it would refuse another with a text of its own, which is no problem document. */
    private static boolean asksForUpgrade(MultiMap headers) {
        return headers.contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)
                && lowerCase(headers.get(HttpHeaders.CONNECTION)).contains("upgrade")
                && VERSION.equals(headers.get("Sec-WebSocket-Version"))
                && headers.contains("Sec-WebSocket-Key");
    }

    private static String lowerCase(String header) {
        return header == null ? "" : header.toLowerCase(Locale.ROOT);
    }
}
