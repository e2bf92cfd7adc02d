package io.ballast.events.outbox;

/**
 * What waits in the outbox.
 *
 * @param unpublished events that Kafka has not acknowledged, those of the first 100,000 rows
 * @param oldestAgeSeconds of the oldest of them; 0 if there is none
 */
public record OutboxState(long unpublished, double oldestAgeSeconds) {}
