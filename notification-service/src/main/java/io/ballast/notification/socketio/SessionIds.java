package io.ballast.notification.socketio;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that nobody can guess: who knows one can poll in the client's place. */
final class SessionIds {

    private static final int BYTES = 18;

    private final SecureRandom random = new SecureRandom();
    private final String node;

    /** @param node what the ids begin with */
    SessionIds(String node) {
        this.node = node;
    }

    /** A replica's name that is drawn. */
    static String drawnNode() {
        byte[] bytes = new byte[3];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes)
                .replace('-', 'a')
                .replace('_', 'b');
    }

    String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return node + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
