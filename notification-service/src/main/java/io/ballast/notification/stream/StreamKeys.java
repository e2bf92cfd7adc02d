package io.ballast.notification.stream;

import io.ballast.notification.user.User;

/**
 * A user's keys in Redis. All share one hash tag and so one slot of a cluster. Tenant and user id are escaped, so that no
 * two users can share a key whatever their ids contain.
 *
 * @param state hash: epoch, sequence and the published version of each account
 * @param stream the events, each under the id {@code <sequence>-0}
 * @param seen sorted set: the ids of the latest events by the time they were appended
 * @param channel the sharded pub/sub channel
 */
record StreamKeys(String state, String stream, String seen, String channel) {

    static StreamKeys of(User user) {
        String tag = "notification:{" + escape(user.tenant()) + ":" + escape(user.id()) + "}:";
        return new StreamKeys(tag + "state", tag + "stream", tag + "seen", tag + "channel");
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(String.format("%04x", (int) c));
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.@+".indexOf(c) >= 0;
    }
}
