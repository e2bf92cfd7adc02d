package io.ballast.notification.push.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.notification.push.service.PushHttp.Reply;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The access tokens for FCM: fetched when one is needed, used by all until shortly before its time is over. */
final class FcmTokens {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final int OK = 200;

    private final PushHttp http;
    private final ServiceAccount account;
    private Uni<Access> current;
    private Access last = Access.NONE;
    private boolean fetching;

    FcmTokens(PushHttp http, ServiceAccount account) {
        this.http = http;
        this.account = account;
    }

    private record Access(String token, Instant goodUntil) {

        static final Access NONE = new Access("", Instant.MIN);

        boolean isOver() {
            return goodUntil.isBefore(Instant.now());
        }
    }

    /** A token that is good now; who asks while one is being fetched waits for the same. */
    synchronized Uni<String> token() {
        if (!fetching && last.isOver()) {
            fetching = true;
            current = fetch().memoize().indefinitely();
        }
        return current.map(Access::token);
    }

    /** The last token is not accepted any more. */
    synchronized void forget() {
        last = Access.NONE;
    }

    private Uni<Access> fetch() {
        return Uni.createFrom()
                .item(account::assertion)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(this::exchange)
                .onItemOrFailure()
                .invoke((access, failure) -> fetched(access));
    }

    /** @param access null if there is none; the next who asks tries again */
    private synchronized void fetched(Access access) {
        fetching = false;
        last = access == null ? Access.NONE : access;
    }

    private Uni<Access> exchange(String assertion) {
        String form = "grant_type=" + encoded(GRANT) + "&assertion=" + encoded(assertion);
        return http.post(account.tokenUri(), FORM, Buffer.buffer(form)).chain(FcmTokens::access);
    }

    private static Uni<Access> access(Reply reply) {
        try {
            JsonNode json = EventJson.mapper().readTree(reply.body());
            if (reply.status() != OK || !json.path("access_token").isTextual()) {
                return Uni.createFrom().failure(new IOException("No access token for FCM: status " + reply.status()));
            }
            Duration valid = Duration.ofSeconds(json.path("expires_in").asLong());
            return Uni.createFrom()
                    .item(new Access(
                            json.get("access_token").textValue(),
                            Instant.now().plus(valid).minus(EARLY)));
        } catch (JsonProcessingException e) {
            return Uni.createFrom().failure(new IOException("No access token for FCM: not JSON"));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
