package io.ballast.autodeposit.signer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Held against what Turnkey's own libraries publish as test data: its pair of keys, and a stamp of them. */
class TurnkeyStampTest {

    /** Published with tkhq/go-sdk and tkhq/sdk for tests; nothing belongs to it. */
    private static final String PRIVATE_KEY = "487f361ddfd73440e707f4daa6775b376859e8a3c9f29b3bb694a12927c0213c";

    private static final String PUBLIC_KEY = "02f739f8c77b32f4d5f13265861febd76e7a9c61a1140d296b8c16302508870316";
    private static final String OTHER_PUBLIC_KEY = "03f739f8c77b32f4d5f13265861febd76e7a9c61a1140d296b8c16302508870316";

    private static final String PUBLISHED_SIGNATURE =
            "304402202a92c24e4b4de3cdb5c05a2b1f42264ba8139cf66b2d1ecf0a09987ab9a2fecb02203bfd91d8c5e87f78da8b5cf5ddb27c96"
                    + "cb00b848797d0fc73bf371892c423f81";

    private static final String PUBLISHED_STAMP =
            "eyJwdWJsaWNLZXkiOiIwMmY3MzlmOGM3N2IzMmY0ZDVmMTMyNjU4NjFmZWJkNzZlN2E5YzYxYTExNDBkMjk2YjhjMTYzMDI1MDg4NzAzMTYi"
                    + "LCJzaWduYXR1cmUiOiIzMDQ0MDIyMDJhOTJjMjRlNGI0ZGUzY2RiNWMwNWEyYjFmNDIyNjRiYTgxMzljZjY2YjJkMWVjZjBhMDk5ODdh"
                    + "YjlhMmZlY2IwMjIwM2JmZDkxZDhjNWU4N2Y3OGRhOGI1Y2Y1ZGRiMjdjOTZjYjAwYjg0ODc5N2QwZmM3M2JmMzcxODkyYzQyM2Y4MSIs"
                    + "InNjaGVtZSI6IlNJR05BVFVSRV9TQ0hFTUVfVEtfQVBJX1AyNTYifQ";

    @Test
    void thePublishedSignatureIsEncodedToThePublishedStamp() {
        assertEquals(PUBLISHED_STAMP, TurnkeyStamp.encode(PUBLIC_KEY, PUBLISHED_SIGNATURE));
    }

    @Test
    void aStampVerifiesWithThePublishedPublicKey() throws Exception {
        // when
        String stamp = new TurnkeyStamp(PUBLIC_KEY, PRIVATE_KEY).of("hello");

        // then
        JsonNode json = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(stamp));
        assertEquals(PUBLIC_KEY, json.get("publicKey").asText());
        assertEquals("SIGNATURE_SCHEME_TK_API_P256", json.get("scheme").asText());
        byte[] signature = HexFormat.of().parseHex(json.get("signature").asText());
        assertTrue(TurnkeyStamp.verifies(PUBLIC_KEY, "hello".getBytes(UTF_8), signature));
        assertFalse(TurnkeyStamp.verifies(PUBLIC_KEY, "hello ".getBytes(UTF_8), signature));
        assertFalse(TurnkeyStamp.verifies(OTHER_PUBLIC_KEY, "hello".getBytes(UTF_8), signature));
    }

    @Test
    void keysThatAreNoPairAreRefusedAndNotTold() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new TurnkeyStamp(OTHER_PUBLIC_KEY, PRIVATE_KEY));
        assertFalse(refused.toString().contains(PRIVATE_KEY));
        assertThrows(IllegalArgumentException.class, () -> new TurnkeyStamp("02", PRIVATE_KEY));
        assertThrows(IllegalArgumentException.class, () -> new TurnkeyStamp(PUBLIC_KEY, "no hex"));
    }
}
