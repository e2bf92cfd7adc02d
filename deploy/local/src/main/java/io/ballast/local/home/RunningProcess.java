package io.ballast.local.home;

import java.time.Instant;
import java.util.Optional;

/**
 * A process by its id and start time, so that another one that got the same id later is not taken for it.
 *
 * @param startedAt as the operating system says it
 */
public record RunningProcess(long pid, Instant startedAt) {

    /** The process as it runs now; empty if it has ended. */
    public static Optional<RunningProcess> of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> new RunningProcess(pid, start));
    }

    /** A handle on it, if it still runs. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(process ->
                        process.info().startInstant().filter(startedAt::equals).isPresent());
    }
}
