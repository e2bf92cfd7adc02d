package io.ballast.notification.push;

import io.ballast.notification.stream.Position;
import io.ballast.notification.user.User;
import java.time.Instant;
import java.util.UUID;

/**
 * A push that is due.
 *
 * @param position what a socket may have acknowledged
 * @param attempts that have failed
 * @param createdAt when the event was taken
 */
record Push(User user, Position position, UUID device, PushMessage message, int attempts, Instant createdAt) {}
