package io.ballast.notification.pages;

import java.util.Map;

/**
 * A file of the pages.
 *
 * @param type its media type
 * @param tag tells versions apart, for {@code ETag}
 */
record PageFile(String type, String tag, byte[] content) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** @throws IllegalArgumentException for a kind of file that no page has */
    static String type(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("No page has a file like " + name);
        }
        return type;
    }
}
