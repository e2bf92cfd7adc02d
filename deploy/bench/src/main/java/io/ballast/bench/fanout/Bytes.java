package io.ballast.bench.fanout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Words in what was read. */
final class Bytes {

    private Bytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Where it is for the first time before the end, or -1. */
    static int indexOf(byte[] bytes, int from, int end, byte[] wanted) {
        for (int i = from; i <= end - wanted.length; i++) {
            if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Code and reason of a close frame. */
    static String closing(byte[] bytes, int body, int length) {
        if (length < 2) {
            return "no code";
        }
        int code = (bytes[body] & 0xff) << 8 | bytes[body + 1] & 0xff;
        return code + " " + new String(bytes, body + 2, length - 2, StandardCharsets.UTF_8);
    }
}
