package io.ballast.events.outbox;

import io.ballast.events.EventData;

/**
 * What is to be published, and the trace of the request that caused it: a transaction that serves many requests at once
 * tells of each under its own.
 *
 * @param traceparent the request's trace context ({@link Traceparent#current} while it was served), or null
 */
public record TracedEvent(EventData data, String traceparent) {}
