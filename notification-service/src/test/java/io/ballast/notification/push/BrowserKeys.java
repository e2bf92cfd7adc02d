package io.ballast.notification.push;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The receiving side of RFC 8291, as a browser has it: the keys of a subscription, and what is encrypted to them read. */
public final class BrowserKeys {

    private static final int POINT = 65;
    private static final int COORDINATE = 32;
    private static final int SALT = 16;
    private static final int LAST_RECORD = 2;

    private final ECPrivateKey key;
    private final byte[] point;
    private final byte[] secret;

    private BrowserKeys(ECPrivateKey key, byte[] point, byte[] secret) {
        this.key = key;
        this.point = point;
        this.secret = secret;
    }

    /** Keys of a new subscription. */
    public static BrowserKeys draw() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] secret = new byte[16];
            new SecureRandom().nextBytes(secret);
            return new BrowserKeys((ECPrivateKey) pair.getPrivate(), bytes((ECPublicKey) pair.getPublic()), secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Given keys, base64url. */
    static BrowserKeys of(String privateKey, String publicKey, String auth) {
        try {
            ECPrivateKeySpec spec = new ECPrivateKeySpec(new BigInteger(1, decode(privateKey)), curve());
            ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
            return new BrowserKeys(key, decode(publicKey), decode(auth));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String p256dh() {
        return encode(point);
    }

    public String auth() {
        return encode(secret);
    }

    /** The private key's number, as VAPID keys are written. */
    String privateKey() {
        byte[] number = key.getS().toByteArray();
        byte[] padded = new byte[COORDINATE];
        int length = Math.min(number.length, COORDINATE);
        System.arraycopy(number, number.length - length, padded, COORDINATE - length, length);
        return encode(padded);
    }

    /** Reads a body of {@code Content-Encoding: aes128gcm} that has one record. */
    public String decrypt(byte[] body) {
        try {
            ByteBuffer in = ByteBuffer.wrap(body);
            byte[] salt = take(in, SALT);
            in.getInt();
            byte[] sender = take(in, in.get() & 0xff);
            byte[] sealed = take(in, in.remaining());
            byte[] ikm = expand(hmac(secret, agree(sender)), concat(text("WebPush: info\0"), point, sender));
            byte[] prk = hmac(salt, ikm);
            byte[] cek = Arrays.copyOf(expand(prk, text("Content-Encoding: aes128gcm\0")), 16);
            byte[] nonce = Arrays.copyOf(expand(prk, text("Content-Encoding: nonce\0")), 12);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(cek, "AES"), new GCMParameterSpec(128, nonce));
            return unpadded(cipher.doFinal(sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not encrypted to these keys", e);
        }
    }

    private static String unpadded(byte[] record) {
        int end = record.length - 1;
        while (record[end] == 0) {
            end--;
        }
        if (record[end] != LAST_RECORD) {
            throw new IllegalArgumentException("Not the last record");
        }
        return new String(record, 0, end, StandardCharsets.UTF_8);
    }

    private byte[] agree(byte[] sender) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(publicKey(sender), true);
        return agreement.generateSecret();
    }

    /** A public key from its uncompressed point. */
    static ECPublicKey publicKey(byte[] point) throws GeneralSecurityException {
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT));
        return (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve()));
    }

    private static byte[] bytes(ECPublicKey key) {
        byte[] point = new byte[POINT];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1 + COORDINATE);
        put(key.getW().getAffineY(), point, POINT);
        return point;
    }

    private static void put(BigInteger number, byte[] into, int end) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, into, end - length, length);
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /** HKDF-Expand for one block. */
    private static byte[] expand(byte[] prk, byte[] info) throws GeneralSecurityException {
        return hmac(prk, concat(info, new byte[] {1}));
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] concat(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static byte[] take(ByteBuffer from, int length) {
        byte[] taken = new byte[length];
        from.get(taken);
        return taken;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
