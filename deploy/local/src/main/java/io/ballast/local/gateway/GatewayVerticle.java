package io.ballast.local.gateway;

import io.ballast.local.gateway.GatewaySettings.Limits;
import io.ballast.local.gateway.GatewaySettings.Upstream;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One event loop of the gateway, with its own connections to the services. */
final class GatewayVerticle extends AbstractVerticle {

    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final RouteTable routes;
    private final GatewaySettings settings;
    private Map<String, RequestProxy> proxies;
    private Map<String, UpgradeTunnel> tunnels;
    private SetHealth health;

    GatewayVerticle(RouteTable routes, GatewaySettings settings) {
        this.routes = routes;
        this.settings = settings;
    }

    @Override
    public void start(Promise<Void> started) {
        Limits limits = settings.limits();
        List<Upstream> upstreams = List.copyOf(settings.upstreams().values());
        proxies = upstreams.stream()
                .collect(Collectors.toMap(Upstream::name, service -> new RequestProxy(vertx, service, limits)));
        tunnels = upstreams.stream()
                .collect(Collectors.toMap(Upstream::name, service -> new UpgradeTunnel(vertx, service, limits)));
        health = new SetHealth(vertx, upstreams, limits.health());
        Router router = Router.router(vertx);
        settings.devTokens().ifPresent(tokens -> tokens.mount(router));
        router.route().handler(this::route);
        // The library's own page would be HTML
        router.errorHandler(
                500,
                context -> new Problem(500, "internal-error", "Internal error", "The gateway failed.")
                        .answer(context.request()));
        vertx.createHttpServer(options())
                .requestHandler(router)
                .listen(settings.port(), settings.host())
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout((int) settings.limits().idle().toSeconds())
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setTcpKeepAlive(true);
    }

    private void route(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = context.normalizedPath();
        String service = routes.find(path).map(Route::service).orElse("");
        if (service.equals(RouteTable.GATEWAY)) {
            answerItself(context);
        } else if (!proxies.containsKey(service)) {
            Problem.notFound(path).answer(request);
        } else if (UpgradeTunnel.isUpgrade(request)) {
            tunnels.get(service).handle(request);
        } else {
            proxies.get(service).handle(request);
        }
    }

    private void answerItself(RoutingContext context) {
        String path = context.normalizedPath();
        if (!context.request().method().equals(HttpMethod.GET)) {
            context.response().putHeader("Allow", "GET");
            Problem.methodNotAllowed(path + " answers to GET only.").answer(context.request());
        } else {
            health.handle(context);
        }
    }
}
