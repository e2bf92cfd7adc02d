package io.ballast.notification.push.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {

    /** The keys of RFC 8291's example. */
    private static final String POINT =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    private static final String SECRET = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final EndpointRules ENDPOINTS =
            new EndpointRules(List.of("push.example.com", "*.notify.example.net"), false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://push.example.com/a/b?c=d",
                "https://push.example.com:443/a",
                "https://PUSH.example.com/a",
                "https://db5p.notify.example.net/w/?token=x"
            })
    void givenAKnownPushService_whenItsSubscriptionIsRegistered_thenItIsAccepted(String endpoint) {
        Registration.Accepted accepted = assertInstanceOf(
                Registration.Accepted.class, registration(webPush(endpoint, POINT, SECRET, ",\"name\":\"Büro\"")));

        assertEquals(new Device.WebPush(endpoint, POINT, SECRET), accepted.address());
        assertEquals("Büro", accepted.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://push.example.com/a",
                "https://push.example.com:8443/a",
                "https://push.example.com.evil.example/a",
                "https://evil.example/push.example.com",
                "https://user@push.example.com/a",
                "https://push.example.com/a#b",
                "https://notify.example.net/a",
                "https://evilnotify.example.net/a",
                "https://127.0.0.1/a",
                "http://localhost:8083/a",
                "https://[::1]/a",
                "file:///etc/passwd",
                "//push.example.com/a",
                "push",
                ""
            })
    void givenAnotherTarget_whenItIsRegistered_thenItIsRefused(String endpoint) {
        assertInstanceOf(Registration.Refused.class, registration(webPush(endpoint, POINT, SECRET, "")));
    }

    @Test
    void givenKeysThatAreNone_whenTheyAreRegistered_thenTheyAreRefused() {
        String endpoint = "https://push.example.com/a";
        String offTheCurve = POINT.substring(0, POINT.length() - 2) + "AA";
        for (String point : List.of("", "AAAA", "x!", offTheCurve, POINT + "AAAA")) {
            assertInstanceOf(Registration.Refused.class, registration(webPush(endpoint, point, SECRET, "")), point);
        }
        assertInstanceOf(Registration.Refused.class, registration(webPush(endpoint, POINT, "AAAA", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "{\"kind\":\"fcm\"}",
                "{\"kind\":\"fcm\",\"token\":7}",
                "{\"kind\":\"fcm\",\"token\":\"short\"}",
                "{\"kind\":\"fcm\",\"token\":\"abcdefghijklmnop/../x\"}",
                "{\"kind\":\"fcm\",\"token\":\"abcdefghijklmnopq\",\"more\":1}",
                "{\"kind\":\"fcm\",\"token\":\"abcdefghijklmnopq\",\"name\":\"\\u0007\"}",
                "{\"kind\":\"apns\",\"token\":\"abcdefghijklmnopq\"}",
                "{\"kind\":\"web-push\",\"subscription\":[]}"
            })
    void givenWhatIsNoDevice_whenItIsRegistered_thenItIsRefused(String json) {
        assertInstanceOf(Registration.Refused.class, registration(json));
    }

    @Test
    void givenATokenOfFcm_whenItIsRegistered_thenItIsAccepted() {
        String token = "dGhpcyBpcyBub3Q:APA91bF-abc_DEF123";

        Registration registration = registration("{\"kind\":\"fcm\",\"token\":\"" + token + "\"}");

        assertEquals(new Registration.Accepted(new Device.Fcm(token), null), registration);
    }

    private static String webPush(String endpoint, String point, String secret, String more) {
        return "{\"kind\":\"web-push\",\"subscription\":{\"endpoint\":\"" + endpoint
                + "\",\"expirationTime\":null,\"keys\":{\"p256dh\":\"" + point + "\",\"auth\":\"" + secret + "\"}}"
                + more
                + "}";
    }

    private static Registration registration(String json) {
        try {
            JsonNode body = EventJson.mapper().readTree(json);
            return Registration.of(body, ENDPOINTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
