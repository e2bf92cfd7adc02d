package io.ballast.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.events.EventFixtures;
import io.ballast.events.EventType;
import io.ballast.events.ledger.BalanceUpdated;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    private record Sample(BigDecimal amount, Long count, Instant at, String note) {}

    private final ObjectMapper mapper = EventJson.mapper();

    @ParameterizedTest
    @CsvSource({
        "150.50, 150.50",
        "0.00, 0.00",
        "-120.00, -120.00",
        "1E+3, 1000",
        "1E-18, 0.000000000000000001",
        "123456789012345678901234567890.123456789, 123456789012345678901234567890.123456789"
    })
    void anAmountIsWrittenPlainlyWithItsDigits(BigDecimal amount, String json) throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(new Sample(amount, null, null, null)))
                .isEqualTo("{\"amount\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"150.50", "0.1", "123456789012345678.123456789012345678"})
    void anAmountIsReadWithItsDigitsAsAValueAndInATree(String digits) throws JsonProcessingException {
        // given
        String json = "{\"amount\":" + digits + "}";

        // then
        assertThat(mapper.readValue(json, Sample.class).amount()).isEqualTo(new BigDecimal(digits));
        assertThat(mapper.readTree(json)).hasToString(json);
    }

    @Test
    void aFractionIsNoWholeNumber() {
        assertThatThrownBy(() -> mapper.readValue("{\"count\":1.5}", Sample.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void timesAreInUtcAndNullsLeftOut() throws JsonProcessingException {
        // given
        Instant at = Instant.parse("2026-11-04T10:30:00.123456Z");

        // then
        assertThat(mapper.writeValueAsString(new Sample(null, null, at, null)))
                .isEqualTo("{\"at\":\"2026-11-04T10:30:00.123456Z\"}");
        assertThat(mapper.readValue("{\"at\":\"2026-11-04T12:30:00.123456+02:00\"}", Sample.class)
                        .at())
                .isEqualTo(at);
    }

    @Test
    void whatIsNotKnownIsIgnored() throws JsonProcessingException {
        assertThat(mapper.readValue("{\"note\":\"x\",\"later\":{}}", Sample.class)
                        .note())
                .isEqualTo("x");
    }

    @Test
    void aFailureNamesNoValue() {
        assertThatThrownBy(() -> EventJson.read(EventType.BALANCE_UPDATED, "{\"userId\":\"secret\",\"version\":\"x\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The JSON is no balance_updated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "\"text\"", "{}"})
    void whatIsNoEventIsRefused(String json) {
        assertThatThrownBy(() -> EventJson.read(EventType.BALANCE_UPDATED, json))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEventComesBackAsItWent() {
        // given
        BalanceUpdated data = EventFixtures.balanceUpdated("a", 7);

        // then
        assertThat(EventJson.read(EventType.BALANCE_UPDATED, EventJson.write(data)))
                .isEqualTo(data);
    }
}
