package io.ballast.notification.push.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** What makes a second push of the same frame replace the first: at most 32 characters of base64url (RFC 8030, 5.4). */
final class Topic {

    private static final int BYTES = 24;

    private Topic() {}

    /** @param frame the frame's id */
    static String of(String frame) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(frame.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
