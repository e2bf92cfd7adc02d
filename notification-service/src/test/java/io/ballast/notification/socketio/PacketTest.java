package io.ballast.notification.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.socketio.Packet.Type;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketTest {

    @Test
    void givenPacketsOfAClient_whenTheyAreRead_thenTheirPartsAreThere() {
        assertPacket("0/balance,{\"token\":\"T\"}", Type.CONNECT, "/balance", null, "{\"token\":\"T\"}");
        assertPacket("0/balance,", Type.CONNECT, "/balance", null, "");
        assertPacket("0", Type.CONNECT, "/", null, "");
        assertPacket("0/balance?token=T,{}", Type.CONNECT, "/balance", null, "{}");
        assertPacket("2/balance,12[\"a\",{\"b\":1}]", Type.EVENT, "/balance", 12L, "[\"a\",{\"b\":1}]");
        assertPacket("2[\"a\"]", Type.EVENT, "/", null, "[\"a\"]");
        assertPacket("1/balance,", Type.DISCONNECT, "/balance", null, "");
        assertPacket("3/balance,0[]", Type.ACK, "/balance", 0L, "[]");
        assertPacket(
                "51-/balance,[\"a\",{\"_placeholder\":true,\"num\":0}]",
                Type.BINARY_EVENT,
                "/balance",
                null,
                "[\"a\",{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void givenTextThatIsNoPacket_whenItIsRead_thenItIsRefused() {
        for (String text : List.of(
                "",
                "x",
                "7[]",
                "2",
                "2/balance,",
                "2/balance,{}",
                "2/balance,[]",
                "2/balance,[1]",
                "2/balance,[\"a\"",
                "0/balance,[]",
                "0/balance,1",
                "3/balance,[]",
                "1/balance,[]",
                "2/balance,1234567890123456[\"a\"]",
                "-1",
                "2/balance,-1[\"a\"]")) {
            assertTrue(Packet.parse(text).isEmpty(), text);
        }
    }

    @Test
    void givenAnyText_whenItIsRead_thenNothingIsThrown() {
        Random random = new Random(7);
        String alphabet = "0123456/balance,?[]{}\"\\-:tru\u0000\u001eé";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Packet.parse(text.toString());
        }
    }

    private static void assertPacket(String text, Type type, String namespace, Long id, String data) {
        Packet packet = Packet.parse(text).orElseThrow();
        assertEquals(type, packet.type(), text);
        assertEquals(namespace, packet.namespace(), text);
        assertEquals(id, packet.id(), text);
        assertEquals(data, packet.data().toString(), text);
    }
}
