package io.ballast.notification.trail;

import java.time.Instant;

/**
 * A frame was handed to a socket.
 *
 * @param id the event's place
 * @param replica the replica that has the socket
 * @param connection the socket's id, as it is in the log
 * @param at by that replica's clock
 */
public record Mark(String id, String replica, String connection, Instant at) {}
