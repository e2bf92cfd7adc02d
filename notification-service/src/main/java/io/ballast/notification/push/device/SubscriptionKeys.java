package io.ballast.notification.push.device;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/** The keys of a Web Push subscription. */
final class SubscriptionKeys {

    private static final int POINT = 65;
    private static final int UNCOMPRESSED = 4;
    private static final int COORDINATE = 32;
    private static final int SECRET = 16;
    /** P-256: y² = x³ - 3x + b over this prime (FIPS 186-4, D.1.2.3). */
    private static final BigInteger PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private SubscriptionKeys() {}

    /** Whether something can be encrypted to them: a point that is not on the curve would give parts of a key away. */
    static boolean areGood(String p256dh, String auth) {
        byte[] point = decoded(p256dh);
        return point.length == POINT
                && point[0] == UNCOMPRESSED
                && isOnCurve(
                        new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE)),
                        new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT)))
                && decoded(auth).length == SECRET;
    }

    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        BigInteger right = x.pow(3).subtract(x.multiply(THREE)).add(B).mod(PRIME);
        return x.compareTo(PRIME) < 0
                && y.compareTo(PRIME) < 0
                && y.pow(2).mod(PRIME).equals(right);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
