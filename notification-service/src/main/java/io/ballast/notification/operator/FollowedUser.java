package io.ballast.notification.operator;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.ballast.notification.state.AccountState;
import io.ballast.notification.state.WalletState;
import io.ballast.notification.stream.Kept;
import io.ballast.notification.trail.Mark;
import java.time.Instant;
import java.util.List;

/**
 * One user, as this service knows them.
 *
 * @param events the latest of the user's stream, the newest first
 */
record FollowedUser(String userId, List<AccountState> accounts, List<WalletState> wallets, List<Told> events) {

    private static final int TRACE_ID_BEGIN = 3;
    private static final int TRACE_ID_END = 35;

    /**
     * An event and its way.
     *
     * @param id its place in the stream
     * @param time when the change was made, by the clock of the database that made it
     * @param storedAt when it was in the user's stream, by Redis' clock
     * @param traceId of the request that caused it
     * @param data what its frame says
     * @param delivered the sockets it was handed to since somebody looks
     */
    record Told(
            String id,
            String event,
            Instant time,
            Instant storedAt,
            String traceId,
            @JsonRawValue String data,
            List<Mark> delivered) {

        static Told of(Kept.Entry entry, List<Mark> delivered) {
            return new Told(
                    entry.event().position().toString(),
                    entry.event().type(),
                    entry.event().time(),
                    entry.storedAt(),
                    traceId(entry.event().traceparent()),
                    entry.event().data(),
                    delivered);
        }

        private static String traceId(String traceparent) {
            return traceparent.length() < TRACE_ID_END ? null : traceparent.substring(TRACE_ID_BEGIN, TRACE_ID_END);
        }
    }
}
