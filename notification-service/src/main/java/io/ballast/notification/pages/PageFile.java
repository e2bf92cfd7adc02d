package io.ballast.notification.pages;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A file of the pages.
 *
 * @param type its media type
 * @param tag tells versions apart, for {@code ETag}: of the content, because every build writes the same time into the jar, so
 *     that a browser would take a new version for the old one
 */
record PageFile(String type, String tag, byte[] content) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "yaml", "application/yaml",
            "json", "application/json");

    private static final int TAG_BYTES = 12;

    /** @throws IllegalArgumentException for a kind of file that no page has */
    static PageFile of(String name, byte[] content) {
        return new PageFile(type(name), "\"" + digest(content) + "\"", content);
    }

    private static String type(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("No page has a file like " + name);
        }
        return type;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
