package io.ballast.notification.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.interaso.webpush.VapidKeys;
import com.interaso.webpush.WebPush;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The browser's side reads RFC 8291's example, and so can judge what this service encrypts. */
class BrowserKeysTest {

    private static final String MESSAGE = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
            + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
            + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    private static final BrowserKeys RFC = BrowserKeys.of(
            "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg");

    @Test
    void givenTheExampleOfTheRfc_whenItIsDecrypted_thenItIsWhatTheRfcSays() {
        assertEquals("When I grow up, I want to be a watermelon", RFC.decrypt(BrowserKeys.decode(MESSAGE)));
    }

    @Test
    void givenTheLibrary_whenItEncryptsToAKey_thenThatKeyReadsItAndNoOther() {
        WebPush sender = new WebPush("mailto:operator@example.com", VapidKeys.generate());
        byte[] text = "Grüße".getBytes(StandardCharsets.UTF_8);

        byte[] body = sender.getBody(text, BrowserKeys.decode(RFC.p256dh()), BrowserKeys.decode(RFC.auth()));

        assertEquals("Grüße", RFC.decrypt(body));
        assertThrows(IllegalArgumentException.class, () -> BrowserKeys.draw().decrypt(body));
    }
}
