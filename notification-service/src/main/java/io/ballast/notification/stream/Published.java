package io.ballast.notification.stream;

import io.ballast.notification.user.User;

/** An event that was heard on its user's channel. */
record Published(User user, UserEvent event) {}
