package io.ballast.notification.push.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ballast.events.json.EventJson;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

    @Test
    void givenPreferences_whenTheyAreRead_thenTheyAreWhatWasSaid() {
        Preferences read = preferences("{\"deposits\":false,\"thresholds\":{\"USD\":100.50},"
                + "\"quietHours\":{\"from\":\"22:00\",\"to\":\"07:00\",\"timeZone\":\"Europe/Berlin\"}}");

        QuietHours hours = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Europe/Berlin"));
        assertEquals(new Preferences(false, Map.of("USD", new BigDecimal("100.50")), Optional.of(hours)), read);
        assertEquals(read, preferences(PreferenceJson.of(read).toString()));
        assertEquals(Preferences.DEFAULT, preferences("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "null",
                "{\"deposit\":true}",
                "{\"deposits\":\"yes\"}",
                "{\"thresholds\":[]}",
                "{\"thresholds\":{\"USD\":\"100\"}}",
                "{\"thresholds\":{\"USD\":-1}}",
                "{\"thresholds\":{\"USD\":1e999}}",
                "{\"thresholds\":{\"\":1}}",
                "{\"quietHours\":{}}",
                "{\"quietHours\":{\"from\":\"24:00\",\"to\":\"07:00\",\"timeZone\":\"UTC\"}}",
                "{\"quietHours\":{\"from\":\"07:00\",\"to\":\"07:00\",\"timeZone\":\"UTC\"}}",
                "{\"quietHours\":{\"from\":\"22:00\",\"to\":\"07:00\",\"timeZone\":\"Nowhere/City\"}}",
                "{\"quietHours\":{\"from\":\"22:00\",\"to\":\"07:00\"}}",
                "{\"quietHours\":{\"from\":\"22:00\",\"to\":\"07:00\",\"timeZone\":\"UTC\",\"more\":1}}"
            })
    void givenWhatIsNone_whenItIsRead_thenItIsRefused(String json) {
        assertThrows(Preferences.Unreadable.class, () -> preferences(json));
    }

    private static Preferences preferences(String json) {
        try {
            return Preferences.of(EventJson.mapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
