package io.ballast.notification.push.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.events.json.EventJson;
import io.ballast.notification.push.Outcome;
import io.ballast.notification.push.PushConfig;
import io.ballast.notification.push.PushMessage;
import io.ballast.notification.push.RetryRules;
import io.ballast.notification.push.device.Device;
import io.ballast.notification.push.service.PushHttp.Reply;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Firebase Cloud Messaging's HTTP API, version 1; Apple's devices are reached through it. */
@ApplicationScoped
class FcmService {

    private static final int OK = 200;

    private final PushHttp http;
    private final PushConfig config;
    private final Optional<ServiceAccount> account;
    private final Optional<FcmTokens> tokens;

    FcmService(PushHttp http, PushConfig config) {
        this.http = http;
        this.config = config;
        this.account = config.fcm().serviceAccount().map(Path::of).map(ServiceAccount::read);
        this.tokens = account.map(known -> new FcmTokens(http, known));
    }

    /** So that a configuration that can not be read is noticed at the start, and not at the first push. */
    void start(@Observes StartupEvent event) {}

    Uni<Outcome> send(Device.Fcm to, PushMessage message) {
        if (tokens.isEmpty()) {
            return Uni.createFrom().item(new Outcome.Later(Optional.empty()));
        }
        return tokens.get()
                .token()
                .chain(token -> http.post(address(), headers(token), body(to, message)))
                .map(this::outcome);
    }

    private URI address() {
        String project = account.orElseThrow().projectId();
        return URI.create(config.fcm().endpoint() + "/v1/projects/" + project + "/messages:send");
    }

    private static Map<String, String> headers(String token) {
        return Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    private Buffer body(Device.Fcm to, PushMessage message) {
        String topic = Topic.of(message.id());
        Duration kept = config.maxAge();
        ObjectNode root = EventJson.mapper().createObjectNode();
        ObjectNode body = root.putObject("message").put("token", to.token());
        body.putObject("notification").put("title", message.title()).put("body", message.body());
        body.putObject("data").put("event", message.event()).put("id", message.id());
        ObjectNode android = body.putObject("android").put("priority", "high").put("collapse_key", topic);
        android.put("ttl", kept.toSeconds() + "s");
        android.putObject("notification").put("tag", topic);
        body.putObject("apns")
                .putObject("headers")
                .put("apns-priority", "10")
                .put("apns-collapse-id", topic)
                .put("apns-expiration", Long.toString(Instant.now().plus(kept).getEpochSecond()));
        return Buffer.buffer(root.toString());
    }

    private Outcome outcome(Reply reply) {
        return switch (reply.status()) {
            case OK -> new Outcome.Taken();
            case 401 -> anotherToken();
            case 403, 404 -> isOfTheDevice(reply.body()) ? new Outcome.Gone() : new Outcome.Refused(reply.status());
            case 408, 429 -> later(reply);
            default -> reply.status() >= 500 ? later(reply) : new Outcome.Refused(reply.status());
        };
    }

    private Outcome anotherToken() {
        tokens.orElseThrow().forget();
        return new Outcome.Later(Optional.empty());
    }

    private static Outcome later(Reply reply) {
        return new Outcome.Later(RetryRules.retryAfter(reply.retryAfter(), Instant.now()));
    }

    /** The app was removed, or belongs to another project. A wrong project here is answered with the same statuses. */
    private static boolean isOfTheDevice(String body) {
        try {
            JsonNode details = EventJson.mapper().readTree(body).path("error").path("details");
            for (JsonNode detail : details) {
                String code = detail.path("errorCode").asText();
                if (code.equals("UNREGISTERED") || code.equals("SENDER_ID_MISMATCH")) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }
}
