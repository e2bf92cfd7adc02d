package io.ballast.notification.push.device;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.events.json.EventJson;
import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.push.PushConfig;
import io.ballast.notification.push.device.Device.Kind;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.Authenticated;
import io.ballast.notification.security.CrossOrigin;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** {@code /v1/devices}: a user registers, lists and forgets the devices that pushes go to. */
@ApplicationScoped
class DeviceRoutes {

    private static final String PATH = "/v1/devices";
    private static final String METHODS = "GET, POST";
    private static final int MAX_BODY = 16_384;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Authenticated authenticated;
    private final CrossOrigin crossOrigin;
    private final Devices devices;
    private final Problems problems;
    private final PushConfig config;
    private final EndpointRules endpoints;

    DeviceRoutes(
            Authenticated authenticated,
            CrossOrigin crossOrigin,
            Devices devices,
            Problems problems,
            PushConfig config) {
        this.authenticated = authenticated;
        this.crossOrigin = crossOrigin;
        this.devices = devices;
        this.problems = problems;
        this.config = config;
        this.endpoints = new EndpointRules(config.web().allowedHosts(), config.allowLoopbackTargets());
    }

    void install(@Observes Router router) {
        router.route(PATH).handler(this::crossOrigin);
        router.get(PATH).handler(routing -> authenticated.serve(routing, token -> list(routing, token.user())));
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(routing -> authenticated.serve(routing, token -> register(routing, token)));
        router.route(PATH).handler(routing -> notAllowed(routing, METHODS));
        router.route(PATH + "/:id").handler(this::crossOrigin);
        router.delete(PATH + "/:id")
                .handler(routing -> authenticated.serve(routing, token -> remove(routing, token.user())));
        router.route(PATH + "/:id").handler(routing -> notAllowed(routing, "DELETE"));
    }

    private void crossOrigin(RoutingContext routing) {
        if (!crossOrigin.isPreflight(routing, "GET, POST, DELETE")) {
            routing.next();
        }
    }

    private void notAllowed(RoutingContext routing, String methods) {
        routing.response().putHeader(HttpHeaders.ALLOW, methods);
        problems.answer(routing, ProblemKind.METHOD_NOT_ALLOWED, null);
    }

    private Uni<Void> list(RoutingContext routing, User user) {
        return devices.of(user)
                .invoke(list -> Answers.json(routing, OK, json(list)))
                .replaceWithVoid();
    }

    private Uni<Void> register(RoutingContext routing, AccessToken token) {
        return switch (Registration.of(Answers.body(routing), endpoints)) {
            case Registration.Refused(String detail) -> refuse(routing, ProblemKind.MALFORMED_REQUEST, detail);
            case Registration.Accepted accepted
            when !isServed(accepted.address().kind()) -> refuse(routing, ProblemKind.PUSH_NOT_AVAILABLE, null);
            case Registration.Accepted accepted ->
                devices.register(token.user(), accepted.address(), accepted.name())
                        .chain(registered -> registered(routing, registered));
        };
    }

    private Uni<Void> registered(RoutingContext routing, Optional<Device> registered) {
        if (registered.isEmpty()) {
            return refuse(routing, ProblemKind.TOO_MANY_DEVICES, null);
        }
        Answers.json(routing, CREATED, json(registered.get()));
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> remove(RoutingContext routing, User user) {
        String id = routing.pathParam("id");
        if (!ID.matcher(id).matches()) {
            return refuse(routing, ProblemKind.NOT_FOUND, null);
        }
        return devices.remove(user, UUID.fromString(id)).chain(removed -> {
            if (!removed) {
                return refuse(routing, ProblemKind.NOT_FOUND, null);
            }
            routing.response().setStatusCode(NO_CONTENT).end();
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> refuse(RoutingContext routing, ProblemKind kind, String detail) {
        problems.answer(routing, kind, detail);
        return Uni.createFrom().voidItem();
    }

    private boolean isServed(Kind kind) {
        return switch (kind) {
            case FCM -> config.fcm().serviceAccount().isPresent();
            case WEB_PUSH -> config.web().privateKey().isPresent();
        };
    }

    /** A browser needs the public key to subscribe. */
    private ObjectNode json(List<Device> list) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        ArrayNode all = json.putArray("devices");
        list.forEach(device -> all.add(json(device)));
        config.web().publicKey().ifPresent(key -> json.put("webPushPublicKey", key));
        return json;
    }

    /** Without its address: whoever has that can send to the device. */
    private static ObjectNode json(Device device) {
        ObjectNode json = EventJson.mapper()
                .createObjectNode()
                .put("id", device.id().toString())
                .put("kind", device.address().kind().wireName());
        if (device.name() != null) {
            json.put("name", device.name());
        }
        return json.put("createdAt", device.createdAt().toString());
    }
}
