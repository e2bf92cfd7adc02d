package io.ballast.infrastructure;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The key pair by which push services know the sender (VAPID, RFC 8292), as settings have it: base64url without padding, the
 * public key as an uncompressed point of P-256.
 */
public final class WebPushKeys {

    private static final int NUMBER_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;

    private final PublicJsonWebKey pair;

    private WebPushKeys(PublicJsonWebKey pair) {
        this.pair = pair;
    }

    /** Keys that are kept in a file that only its owner can read; made if it is not there. Browsers' subscriptions hold them. */
    public static WebPushKeys in(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                EllipticCurveJsonWebKey made = EcJwkGenerator.generateJwk(EllipticCurves.P256);
                String json = made.toJson(OutputControlLevel.INCLUDE_PRIVATE);
                Secrets.writeOwnerOnly(file, json.getBytes(StandardCharsets.UTF_8));
            }
            return new WebPushKeys(PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file)));
        } catch (IOException | JoseException e) {
            throw new PartFailed("Web Push", "cannot read the keys in " + file + ": " + e.getMessage(), e);
        }
    }

    /** As a setting has it; a point of the curve, and so what a browser's own public key looks like. */
    public String publicKey() {
        ECPublicKey key = (ECPublicKey) pair.getPublicKey();
        ByteBuffer point = ByteBuffer.allocate(1 + 2 * NUMBER_BYTES)
                .put(UNCOMPRESSED)
                .put(number(key.getW().getAffineX()))
                .put(number(key.getW().getAffineY()));
        return text(point.array());
    }

    String privateKey() {
        return text(number(((ECPrivateKey) pair.getPrivateKey()).getS()));
    }

    private static byte[] number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[NUMBER_BYTES];
        byte[] unsigned = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - NUMBER_BYTES), bytes.length);
        System.arraycopy(unsigned, 0, fixed, NUMBER_BYTES - unsigned.length, unsigned.length);
        return fixed;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
