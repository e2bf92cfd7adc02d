package io.ballast.notification.delivery;

/** Sizes on the wire, without encoding. */
final class Utf8 {

    private Utf8() {}

    /** How many bytes the text has in UTF-8; half a surrogate pair counts two. */
    static int length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800 && !Character.isSurrogate(c)) {
                length += 2;
            } else if (c >= 0x80) {
                length += 1;
            }
        }
        return length;
    }
}
