package io.ballast.notification.replica;

import java.time.Instant;

/**
 * What one replica does, as it tells itself.
 *
 * @param replica its name
 * @param startedAt when its process began
 * @param at when this was measured
 * @param sockets open sockets of both protocols
 * @param socketIo clients of Socket.IO among them
 * @param users whose events it listens to
 * @param listening whether its subscription to Redis is up
 * @param rates what happened lately
 */
public record ReplicaReport(
        String replica,
        Instant startedAt,
        Instant at,
        long sockets,
        long socketIo,
        long users,
        boolean listening,
        Rates rates) {

    /**
     * Over the last {@code seconds}, ten at most.
     *
     * @param framesPerSecond events handed to sockets
     * @param conflatedPerSecond balances left out for readers that were behind
     * @param commitToSocket from a change to its frame written; absent if none was
     */
    public record Rates(double seconds, double framesPerSecond, double conflatedPerSecond, Latency commitToSocket) {}

    /** Of {@code count} frames, in milliseconds; each is the upper bound of the histogram's bucket it falls into. */
    public record Latency(long count, double p50, double p99) {}
}
