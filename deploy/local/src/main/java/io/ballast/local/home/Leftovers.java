package io.ballast.local.home;

import io.ballast.local.home.SetFile.Member;
import io.ballast.local.home.SetFile.RunningSet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes of a launcher that is gone. It usually takes them along even when it is killed; this is for the times when
 * it could not. Only processes that its {@code set.json} names and that have the start time noted there are ended.
 */
public final class Leftovers {

    private static final Duration ORDERLY = Duration.ofSeconds(12);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private Leftovers() {}

    /** Ends what is left and returns how many there were. To be called by who holds the lock of the home. */
    public static int end(Home home) {
        Optional<RunningSet> before = SetFile.read(home.run("set.json"));
        List<ProcessHandle> left = before.stream()
                .flatMap(set -> set.members().values().stream())
                .map(Member::process)
                .filter(Objects::nonNull)
                .flatMap(process -> process.handle().stream())
                .toList();
        left.forEach(ProcessHandle::destroy);
        left.forEach(Leftovers::awaitEnd);
        return left.size();
    }

    private static void awaitEnd(ProcessHandle process) {
        if (!ended(process, ORDERLY)) {
            process.destroyForcibly();
            if (!ended(process, AFTER_KILL)) {
                throw new IllegalStateException("Process " + process.pid() + " of an earlier launcher does not end");
            }
        }
    }

    private static boolean ended(ProcessHandle process, Duration bound) {
        try {
            process.onExit().get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
