package io.ballast.notification.push.device;

import java.time.Instant;
import java.util.UUID;

/**
 * A device that a user has registered.
 *
 * @param name what the user calls it, or null
 */
public record Device(UUID id, Address address, String name, Instant createdAt) {

    /** Where its pushes go. */
    public sealed interface Address {

        /** What names it among all: FCM's token, or the endpoint. */
        String target();

        Kind kind();
    }

    /** @param token FCM's registration token */
    public record Fcm(String token) implements Address {

        @Override
        public String target() {
            return token;
        }

        @Override
        public Kind kind() {
            return Kind.FCM;
        }
    }

    /**
     * A Web Push subscription.
     *
     * @param p256dh the browser's public key, base64url
     * @param auth its secret, base64url
     */
    public record WebPush(String endpoint, String p256dh, String auth) implements Address {

        @Override
        public String target() {
            return endpoint;
        }

        @Override
        public Kind kind() {
            return Kind.WEB_PUSH;
        }
    }

    /** The services. */
    public enum Kind {
        FCM("fcm"),
        WEB_PUSH("web-push");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** @param kind its wire name; the keys are null for FCM */
    public static Address address(String kind, String target, String p256dh, String auth) {
        return kind.equals(Kind.FCM.wireName()) ? new Fcm(target) : new WebPush(target, p256dh, auth);
    }
}
