package io.ballast.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Pieces of HTTP requests, made once and copied often. */
public final class HttpText {

    private static final long FIRST_ACCOUNT = 100_000_000_000L;

    private HttpText() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A whole request without a body. */
    public static byte[] get(String path, String token) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    /** The beginning of a request with a body, up to the value of its key. */
    public static byte[] post(String path, String token) {
        return bytes("POST " + path + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: ");
    }

    public static String account(int number) {
        return "00000000-0000-4000-8000-" + (FIRST_ACCOUNT + number);
    }

    /** The rest of the head, and the body. */
    public static void putBody(ByteBuffer out, byte[] body) {
        out.put(bytes("\r\nContent-Length: " + body.length + "\r\n\r\n"));
        out.put(body);
    }
}
