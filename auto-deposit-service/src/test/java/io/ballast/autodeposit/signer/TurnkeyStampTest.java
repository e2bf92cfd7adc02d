package io.ballast.autodeposit.signer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
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

    /** What Turnkey's enclave signed with its own key, the same way as stamps are: published with tkhq/sdk for its tests. */
    private static final String ENCLAVE_KEY = "03cf288fe433cc4e1aa0ce1632feac4ea26bf2f5a09dcfe5a42c398e0689871033";

    private static final String ENCLAVE_SIGNATURE =
            "304502203a7dc258590a637e76f6be6ed1a2080eed5614175060b9073f5e36592bdaf610022100ab9955b603df6cf45408067f652da4"
                    + "8551652451b91967bf37dd094d13a7bdd4";

    private static final String ENCLAVE_DATA = "{\"encappedPublic\":\""
            + "044410ec87e5fe2ffda15a18fa377a21a3c41c3476f86133b4280ad76102f40d5db2dc53b47007cca93affc0a551dd514397"
            + "d09791cfd9230fca3048b171f3d678"
            + "\",\"ciphertext\":\""
            + "efb058bf3ff4be4e222302bf2f607860b4274b2b01ac9456d3ba68da5a25626000a8982b14e0baf0a0de29f54454a379a3be"
            + "6dc3d8c94987a1568c7d95f9fc4b91bef221ae5eb84233a2832114d179bdfdcf1d0f7adeb157f411a49840"
            + "\",\"organizationId\":\"f9a31c64-d604-42e4-9bef-a773096afad7\"}";

    /** The same public key, as tkhq/sdk publishes it for its own test of a stamp. */
    private static final String PUBLISHED_PEM =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9zn4x3sy9NXxMmWGH+vXbnqcYaEUDSlrjBYwJQiHAxbCSXCteBHM2dp/G4jyAr66x3BmPvWL"
                    + "poNGGG3XeCAN1A==";

    @Test
    void whatTurnkeySignedAndPublishedVerifies() throws Exception {
        byte[] signature = HexFormat.of().parseHex(ENCLAVE_SIGNATURE);

        assertTrue(TurnkeyStamp.verifies(ENCLAVE_KEY, ENCLAVE_DATA.getBytes(UTF_8), signature));
        assertFalse(TurnkeyStamp.verifies(ENCLAVE_KEY, (ENCLAVE_DATA + " ").getBytes(UTF_8), signature));
        assertFalse(TurnkeyStamp.verifies(PUBLIC_KEY, ENCLAVE_DATA.getBytes(UTF_8), signature));
    }

    /** As tkhq/sdk and tkhq/go-sdk verify theirs: signatures are random, so they are verified and not compared. */
    @Test
    void aStampOfOursVerifiesWithThePublishedKeyAsTheirsDo() throws Exception {
        // given
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(PUBLISHED_PEM))));

        // when
        String stamp = new TurnkeyStamp(PUBLIC_KEY, PRIVATE_KEY).of("hello");

        // then
        JsonNode json = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(stamp));
        verifier.update("hello".getBytes(UTF_8));
        assertTrue(verifier.verify(HexFormat.of().parseHex(json.get("signature").asText())));
    }

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
