package io.ballast.notification.push;

/**
 * What a push says.
 *
 * @param event the event's wire name
 * @param id of the frame that tells the same on sockets
 * @param title for people
 * @param body for people
 */
public record PushMessage(String event, String id, String title, String body) {}
