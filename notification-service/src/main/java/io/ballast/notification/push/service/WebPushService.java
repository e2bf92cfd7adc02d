package io.ballast.notification.push.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import com.interaso.webpush.WebPush.Urgency;
import io.ballast.events.json.EventJson;
import io.ballast.notification.push.Outcome;
import io.ballast.notification.push.PushConfig;
import io.ballast.notification.push.PushMessage;
import io.ballast.notification.push.RetryRules;
import io.ballast.notification.push.device.Device;
import io.ballast.notification.push.service.PushHttp.Reply;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Web Push (RFC 8030): encrypted for the browser (RFC 8291), signed by this service (VAPID, RFC 8292). */
@ApplicationScoped
class WebPushService {

    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    private final PushHttp http;
    private final int secondsKept;
    private final Optional<WebPush> crypto;

    WebPushService(PushHttp http, PushConfig config) {
        this.http = http;
        this.secondsKept = (int) config.maxAge().toSeconds();
        this.crypto = config.web().privateKey().map(key -> crypto(config.web(), key));
    }

    private static WebPush crypto(PushConfig.Web config, String privateKey) {
        String publicKey = config.publicKey()
                .orElseThrow(() -> new IllegalStateException("ballast.push.web.public-key belongs to the private one"));
        String subject = config.subject()
                .orElseThrow(() -> new IllegalStateException("ballast.push.web.subject is needed with the keys"));
        return new WebPush(subject, VapidKeys.fromUncompressedBytes(publicKey, privateKey));
    }

    private record Letter(Map<String, String> headers, Buffer body) {}

    /** So that a configuration that can not be read is noticed at the start, and not at the first push. */
    void start(@Observes StartupEvent event) {}

    Uni<Outcome> send(Device.WebPush to, PushMessage message) {
        if (crypto.isEmpty()) {
            return Uni.createFrom().item(new Outcome.Later(Optional.empty()));
        }
        return Uni.createFrom()
                .item(() -> letter(crypto.get(), to, message))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(letter -> http.post(URI.create(to.endpoint()), letter.headers(), letter.body()))
                .map(WebPushService::outcome);
    }

    /** Takes a millisecond of computing, so not to be called on an event loop. */
    private Letter letter(WebPush with, Device.WebPush to, PushMessage message) {
        byte[] body = with.getBody(json(message), BASE64.decode(to.p256dh()), BASE64.decode(to.auth()));
        Map<String, String> headers = with.getHeaders(to.endpoint(), secondsKept, Topic.of(message.id()), Urgency.High);
        return new Letter(headers, Buffer.buffer(body));
    }

    static Outcome outcome(Reply reply) {
        return switch (reply.status()) {
            case 200, 201, 202, 204 -> new Outcome.Taken();
            case 404, 410 -> new Outcome.Gone();
            case 408, 429 -> later(reply);
            default -> reply.status() >= 500 ? later(reply) : new Outcome.Refused(reply.status());
        };
    }

    private static Outcome later(Reply reply) {
        return new Outcome.Later(RetryRules.retryAfter(reply.retryAfter(), Instant.now()));
    }

    private static byte[] json(PushMessage message) {
        try {
            return EventJson.mapper().writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
