package io.ballast.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClientMessageTest {

    private static final int MAX = 4096;

    @Test
    void givenTheReferencesRequests_whenTheyAreRead_thenTheyAreUnderstood() {
        assertInstanceOf(
                ClientMessage.SubscribeBalance.class,
                ClientMessage.parse("{\"event\":\"subscribe_balance\",\"data\":{}}", MAX));
        assertInstanceOf(
                ClientMessage.GetCurrentBalance.class,
                ClientMessage.parse("{\"event\":\"get_current_balance\",\"more\":[1]}", MAX));
    }

    @Test
    void givenWhatIsNoMessage_whenItIsRead_thenItIsRefusedWithACode() {
        for (String text : List.of("", "null", "1", "[]", "{", "{}", "{\"event\":null}", "{\"event\":{}}", "\u0000")) {
            assertEquals(ErrorCode.MALFORMED, refused(text).code(), text);
        }
        assertEquals(ErrorCode.UNKNOWN_EVENT, refused("{\"event\":\"\"}").code());
        assertEquals(ErrorCode.TOO_LARGE, refused(" ".repeat(MAX + 1)).code());
        assertEquals(ErrorCode.MALFORMED, refused("[".repeat(MAX)).code());
    }

    @Test
    void givenAnId_whenItIsShortAndSimple_thenItIsGivenBack() {
        assertEquals(
                "a",
                ClientMessage.parse("{\"event\":\"subscribe_balance\",\"ackId\":\"a\"}", MAX)
                        .ackId()
                        .textValue());
        assertEquals(
                9,
                ClientMessage.parse("{\"event\":\"subscribe_balance\",\"id\":9}", MAX)
                        .ackId()
                        .intValue());
        for (String id : List.of("{\"a\":1}", "[1]", "1.5", "true", "null", "\"" + "x".repeat(65) + "\"")) {
            assertNull(ClientMessage.parse("{\"event\":\"subscribe_balance\",\"ackId\":" + id + "}", MAX)
                    .ackId());
        }
    }

    @Test
    void givenAnyTextWhatever_whenItIsRead_thenThereIsAnAnswer() {
        Random random = new Random(7);
        String alphabet = "{}[]\",:\\ue0-+.1aevnt\u0000\ud800é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(40), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));
            assertNotNull(ClientMessage.parse(text.toString(), MAX));
        }
    }

    private static ClientMessage.Refused refused(String text) {
        return assertInstanceOf(ClientMessage.Refused.class, ClientMessage.parse(text, MAX));
    }
}
