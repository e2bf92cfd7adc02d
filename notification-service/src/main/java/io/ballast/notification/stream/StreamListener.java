package io.ballast.notification.stream;

import io.ballast.notification.user.User;

/** Who is told what arrives for the users this replica has subscribed to. Called on Redis' event loop: must not block. */
public interface StreamListener {

    /** An event of that user, in the order of Redis. Some may be missing after a loss of the connection. */
    void published(User user, UserEvent event);

    /** The user's channel is subscribed again after a loss: events may have passed unseen. */
    void resubscribed(User user);
}
