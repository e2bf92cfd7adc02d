package io.ballast.autodeposit.signer;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Turnkey's stamp: an ECDSA signature (P-256, SHA-256) over exactly the bytes of a request's body, beside the public key, in
 * JSON, in base64url. Never tells the private key.
 */
final class TurnkeyStamp {

    static final String HEADER = "X-Stamp";

    private static final String SCHEME = "SIGNATURE_SCHEME_TK_API_P256";
    private static final String ALGORITHM = "SHA256withECDSA";
    private static final int COMPRESSED_BYTES = 33;

    private final String publicKey;
    private final PrivateKey privateKey;

    /**
     * A pair of keys as Turnkey hands it out.
     *
     * @param publicKey compressed, in hex
     * @param privateKey the number, in hex
     * @throws IllegalArgumentException if they are no pair; the message has neither
     */
    TurnkeyStamp(String publicKey, String privateKey) {
        try {
            this.publicKey = publicKey;
            this.privateKey = KeyFactory.getInstance("EC")
                    .generatePrivate(new ECPrivateKeySpec(
                            new BigInteger(1, HexFormat.of().parseHex(privateKey)), curve()));
            byte[] probe = HEADER.getBytes(StandardCharsets.UTF_8);
            if (!verifies(publicKey, probe, sign(probe))) {
                throw new IllegalArgumentException("the two keys are no pair");
            }
        } catch (GeneralSecurityException | RuntimeException noPair) {
            throw new IllegalArgumentException("Turnkey's API keys are no pair of P-256 keys in hex");
        }
    }

    /** The header's value for the body. */
    String of(String body) {
        try {
            return encode(publicKey, HexFormat.of().formatHex(sign(body.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("signing failed");
        }
    }

    static String encode(String publicKey, String signature) {
        String stamp = "{\"publicKey\":\"" + publicKey + "\",\"signature\":\"" + signature + "\",\"scheme\":\"" + SCHEME
                + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(stamp.getBytes(StandardCharsets.UTF_8));
    }

    static boolean verifies(String publicKey, byte[] content, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(ALGORITHM);
        verifier.initVerify(decompressed(HexFormat.of().parseHex(publicKey)));
        verifier.update(content);
        return verifier.verify(signature);
    }

    private byte[] sign(byte[] content) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(privateKey);
        signer.update(content);
        return signer.sign();
    }

    /** The point whose x and whose y's last bit are given: y is the square root of x³ + ax + b, easy as p is 3 modulo 4. */
    private static PublicKey decompressed(byte[] compressed) throws GeneralSecurityException {
        if (compressed.length != COMPRESSED_BYTES || (compressed[0] != 2 && compressed[0] != 3)) {
            throw new IllegalArgumentException("not a compressed key");
        }
        ECParameterSpec curve = curve();
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(compressed, 1, COMPRESSED_BYTES));
        BigInteger square = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(p);
        BigInteger root = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        BigInteger y = root.testBit(0) == (compressed[0] == 3) ? root : p.subtract(root);
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }
}
