package io.ballast.notification.push.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.push.device.Device.Address;
import io.ballast.notification.push.device.Device.Fcm;
import io.ballast.notification.push.device.Device.WebPush;
import java.util.Set;
import java.util.regex.Pattern;

/** What a client registers, read from JSON. */
sealed interface Registration {

    /** @param name or null */
    record Accepted(Address address, String name) implements Registration {}

    /** @param detail what is wrong */
    record Refused(String detail) implements Registration {}

    Pattern TOKEN = Pattern.compile("[A-Za-z0-9_:.%-]{16,4096}");
    Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,64}");
    Set<String> FCM_FIELDS = Set.of("kind", "token", "name");
    Set<String> WEB_FIELDS = Set.of("kind", "subscription", "name");

    /** Reads any JSON whatever. */
    static Registration of(JsonNode body, EndpointRules endpoints) {
        JsonNode name = body.path("name");
        if (!name.isMissingNode()
                && !name.isNull()
                && !(name.isTextual() && NAME.matcher(name.textValue()).matches())) {
            return new Refused("name is a text of at most 64 characters.");
        }
        return switch (body.path("kind").asText()) {
            case "fcm" -> fcm(body, name.textValue());
            case "web-push" -> webPush(body, name.textValue(), endpoints);
            default -> new Refused("kind is fcm or web-push.");
        };
    }

    private static Registration fcm(JsonNode body, String name) {
        JsonNode token = body.path("token");
        if (!hasOnly(body, FCM_FIELDS)
                || !token.isTextual()
                || !TOKEN.matcher(token.textValue()).matches()) {
            return new Refused("token is FCM's registration token, and there are no other fields than kind and name.");
        }
        return new Accepted(new Fcm(token.textValue()), name);
    }

    /** The subscription may have more than is needed, as a browser's has. */
    private static Registration webPush(JsonNode body, String name, EndpointRules endpoints) {
        JsonNode subscription = body.path("subscription");
        JsonNode keys = subscription.path("keys");
        if (!hasOnly(body, WEB_FIELDS) || !subscription.path("endpoint").isTextual()) {
            return new Refused(
                    "subscription is a browser's PushSubscription, and there are no other fields than kind and name.");
        }
        String endpoint = subscription.get("endpoint").textValue();
        if (!endpoints.allow(endpoint)) {
            return new Refused("subscription.endpoint is none of a push service that is known here.");
        }
        String p256dh = keys.path("p256dh").asText();
        String auth = keys.path("auth").asText();
        if (!SubscriptionKeys.areGood(p256dh, auth)) {
            return new Refused("subscription.keys are a point of P-256 and a secret of 16 bytes, base64url.");
        }
        return new Accepted(new WebPush(endpoint, p256dh, auth), name);
    }

    private static boolean hasOnly(JsonNode body, Set<String> fields) {
        return body.properties().stream().allMatch(field -> fields.contains(field.getKey()));
    }
}
