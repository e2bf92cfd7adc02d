package io.ballast.local.gateway;

import io.ballast.local.gateway.GatewaySettings.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code /api/health}: asks every service at the same time whether it is ready, waits no longer than a bound, and
 * gives one answer: 200 if all are, 503 otherwise, with what each said.
 */
final class SetHealth {

    static final String PATH = "/api/health";

    private static final String READY = "/q/health/ready";
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    private final HttpClient client;
    private final List<Upstream> services;
    private final Duration deadline;

    private record Health(String service, String status, JsonArray failing) {

        boolean isUp() {
            return status.equals(UP);
        }

        static Health unreachable(String service, String reason) {
            return new Health(service, DOWN, new JsonArray().add(reason));
        }

        JsonObject toJson() {
            JsonObject json = new JsonObject().put("status", status);
            return failing.isEmpty() ? json : json.put("failing", failing);
        }
    }

    SetHealth(Vertx vertx, List<Upstream> services, Duration deadline) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) deadline.toMillis())
                .setMaxPoolSize(8));
        this.services = services.stream()
                .sorted(Comparator.comparing(Upstream::managementPort))
                .toList();
        this.deadline = deadline;
    }

    void handle(RoutingContext context) {
        List<Future<Health>> answers = services.stream().map(this::ask).toList();
        Future.join(answers)
                .onComplete(all ->
                        answer(context, answers.stream().map(Future::result).toList()));
    }

    private Future<Health> ask(Upstream service) {
        return client.request(HttpMethod.GET, service.managementPort(), Upstream.HOST, READY)
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().map(body -> read(service, response, body)))
                .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(e -> Health.unreachable(
                        service.name(), e instanceof TimeoutException ? "no answer in time" : "not reachable"));
    }

    private static Health read(Upstream service, HttpClientResponse response, Buffer body) {
        JsonArray failing = new JsonArray();
        try {
            for (Object check : new JsonObject(body).getJsonArray("checks", new JsonArray())) {
                if (check instanceof JsonObject json && !UP.equals(json.getString("status"))) {
                    failing.add(json.getString("name"));
                }
            }
        } catch (DecodeException | ClassCastException e) {
            return Health.unreachable(service.name(), "answer not understood");
        }
        return new Health(service.name(), response.statusCode() == 200 ? UP : DOWN, failing);
    }

    private static void answer(RoutingContext context, List<Health> all) {
        boolean up = all.stream().allMatch(Health::isUp);
        JsonObject services = new JsonObject();
        all.forEach(health -> services.put(health.service(), health.toJson()));
        context.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(new JsonObject()
                        .put("status", up ? UP : DOWN)
                        .put("services", services)
                        .put("timestamp", Instant.now().toString())
                        .toBuffer());
    }
}
