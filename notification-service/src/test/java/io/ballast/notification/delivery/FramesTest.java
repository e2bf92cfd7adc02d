package io.ballast.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.IntNode;
import io.ballast.notification.state.AccountState;
import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.UserEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final Instant TIME = Instant.parse("2025-11-04T10:30:00Z");
    private static final AccountState PERSONAL =
            new AccountState(new UUID(0, 1), "USD", 3, new BigDecimal("150.50"), TIME);
    private static final AccountState OTHER = new AccountState(new UUID(0, 2), "EUR", 1, new BigDecimal("1E+3"), TIME);

    @Test
    void givenAnEvent_whenItIsFramed_thenItsPlaceAndItsDataAreAsTheyWere() {
        UserEvent event = new UserEvent(new Position("k3", 7), "balance_updated", "{\"newBalance\":150.50}", "", TIME);

        assertEquals(
                "{\"event\":\"balance_updated\",\"id\":\"k3:7\",\"data\":{\"newBalance\":150.50}}",
                text(Frame.of(event), Wire.PLAIN));
    }

    @Test
    void givenABalance_whenItIsFramed_thenItHasItsExactDigits() {
        assertEquals(
                "{\"event\":\"balance_initial\",\"id\":\"k3:7\",\"data\":{\"balance\":150.50,"
                        + "\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\",\"version\":3,"
                        + "\"timestamp\":\"2025-11-04T10:30:00Z\"}}",
                Frames.initial(Wire.PLAIN, new Position("k3", 7), Balance.of(List.of(PERSONAL), List.of())));
    }

    @Test
    void givenNobodyKnowsABalance_whenItIsFramed_thenItIsNull() {
        assertEquals(
                "{\"event\":\"balance_initial\",\"data\":{\"balance\":null}}",
                Frames.initial(Wire.PLAIN, null, Balance.of(List.of(), List.of())));
    }

    @Test
    void givenSeveralAccounts_whenTheyAreFramed_thenTheyAreListedInPlainNotation() {
        assertEquals(
                "{\"event\":\"balance_current\",\"ackId\":7,\"data\":{\"balance\":150.50,"
                        + "\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\",\"version\":3,"
                        + "\"timestamp\":\"2025-11-04T10:30:00Z\",\"accounts\":["
                        + "{\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\",\"balance\":150.50,"
                        + "\"version\":3,\"timestamp\":\"2025-11-04T10:30:00Z\"},"
                        + "{\"accountId\":\"00000000-0000-0000-0000-000000000002\",\"asset\":\"EUR\",\"balance\":1000,"
                        + "\"version\":1,\"timestamp\":\"2025-11-04T10:30:00Z\"}]}}",
                Frames.current(Wire.PLAIN, IntNode.valueOf(7), Balance.of(List.of(PERSONAL, OTHER), List.of())));
    }

    @Test
    void givenAPlace_whenASubscriptionIsAnswered_thenTheAnswerNamesIt() {
        assertEquals(
                "{\"event\":\"balance_subscribed\",\"data\":{\"subscribed\":true,\"position\":\"k3:7\"}}",
                Frames.subscribed(Wire.PLAIN, null, new Position("k3", 7), null));
    }

    @Test
    void givenAnError_whenItIsFramed_thenItHasAStableCode() {
        assertEquals(
                "{\"event\":\"error\",\"data\":{\"code\":\"unknown_event\","
                        + "\"message\":\"There is no such event; see the protocol's description.\"}}",
                Frames.error(Wire.PLAIN, null, ErrorCode.UNKNOWN_EVENT));
    }

    @Test
    void givenAnyText_whenItIsMeasured_thenItsSizeIsThatOfUtf8() {
        for (String text : List.of("", "plain", "äöü", "€", "日本語", "😀 x")) {
            assertEquals(text.getBytes(StandardCharsets.UTF_8).length, Utf8.length(text), text);
        }
    }

    @Test
    void givenAStreamOfEvents_whenFramesAreWritten_thenNameAndIdStandBesideTheData() {
        UserEvent event = new UserEvent(new Position("k3", 7), "balance_updated", "{\"newBalance\":150.50}", "", TIME);

        assertEquals(
                "event: balance_updated\nid: k3:7\ndata: {\"newBalance\":150.50}\n\n",
                text(Frame.of(event), Wire.SERVER_SENT));
        assertEquals(
                "event: balance_subscribed\ndata: {\"subscribed\":true,\"position\":\"k3:7\",\"recovered\":true}\n\n",
                Frames.subscribed(Wire.SERVER_SENT, null, new Position("k3", 7), true));
    }

    private static String text(Frame frame, Wire wire) {
        return new String(frame.bytes(wire), StandardCharsets.UTF_8);
    }
}
