package io.ballast.notification.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.stream.Position;

/**
 * A client wants what came after the last place it has reached.
 *
 * @param ackId to be given back with the answer, or null
 * @param atOnce whether the client said so when it connected
 */
record Resumption(Position since, JsonNode ackId, boolean atOnce) {}
