package io.ballast.notification.stream;

import io.ballast.notification.user.User;

/** Who is told what arrives for the users this replica listens to. Called on an event loop: must not block. */
public interface StreamListener {

    /** An event of that user, in the order of Redis. Some may be missing after a loss of the connection. */
    void published(User user, UserEvent event);

    /** From now on every event of the user is heard; earlier ones may have passed unseen. */
    void listening(User user);
}
