package io.ballast.events.outbox;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param acknowledged the ids of the rows the broker has
 * @param failure why the others are not there, or null if all are
 */
record Sent(List<Long> acknowledged, Throwable failure) {}
