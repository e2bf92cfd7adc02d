package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.provider.RpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Until when a batch may go on calling nodes: each call has its own timeout, but their number is not known before. */
record Deadline(Clock clock, Instant end) {

    static Deadline in(Duration time, Clock clock) {
        return new Deadline(clock, clock.instant().plus(time));
    }

    /** Before each call. */
    void check() throws RpcException {
        if (clock.instant().isAfter(end)) {
            throw RpcException.unavailable("rpc_timeout");
        }
    }
}
