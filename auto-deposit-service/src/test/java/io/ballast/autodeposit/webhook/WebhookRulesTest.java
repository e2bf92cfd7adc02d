package io.ballast.autodeposit.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookRulesTest {

    private static final String SECRET = "secret";
    private static final byte[] BODY = "{\"id\":\"1\"}".getBytes(UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "-300, true", "301, false", "-301, false"})
    void onlyWhatIsOfNowIsTaken(long secondsAgo, boolean authentic) {
        String timestamp = Long.toString(NOW.getEpochSecond() - secondsAgo);

        assertEquals(authentic, isAuthentic(timestamp, WebhookRules.sign(SECRET, timestamp, BODY), BODY));
    }

    @Test
    void whatWasChangedOrSignedByNobodyIsRefused() {
        String timestamp = Long.toString(NOW.getEpochSecond());
        String later = Long.toString(NOW.getEpochSecond() + 1);
        String signature = WebhookRules.sign(SECRET, timestamp, BODY);

        assertEquals(true, isAuthentic(timestamp, signature, BODY));
        assertEquals(true, isAuthentic(timestamp, WebhookRules.sign("older", timestamp, BODY), BODY));
        assertEquals(false, isAuthentic(later, signature, BODY));
        assertEquals(false, isAuthentic(timestamp, signature, "{\"id\":\"2\"}".getBytes(UTF_8)));
        assertEquals(false, isAuthentic(timestamp, WebhookRules.sign("stranger", timestamp, BODY), BODY));
        assertEquals(false, isAuthentic(timestamp, signature.substring(3), BODY));
        assertEquals(false, isAuthentic(timestamp, "v1=", BODY));
        assertEquals(false, isAuthentic(timestamp, null, BODY));
        assertEquals(false, isAuthentic(null, signature, BODY));
        assertEquals(false, isAuthentic("now", WebhookRules.sign(SECRET, "now", BODY), BODY));
        assertEquals(false, isAuthentic("99999999999999999999", signature, BODY));
    }

    private static boolean isAuthentic(String timestamp, String signature, byte[] body) {
        return WebhookRules.isAuthentic(
                List.of(SECRET, "older"), timestamp, signature, body, NOW, Duration.ofMinutes(5));
    }
}
