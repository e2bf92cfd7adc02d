package io.ballast.local.part;

import io.ballast.infrastructure.Part;
import io.ballast.local.console.Console;
import io.ballast.local.home.RunningProcess;
import io.ballast.local.home.SetFile;
import io.ballast.local.home.SetFile.Member;
import io.ballast.local.process.RestartBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps one part running: one that dies is started again on its port and data. When it cannot be kept running, the set
 * hears of it once.
 */
final class PartKeeper implements AutoCloseable {

    private final Part part;
    private final PartDescription description;
    private final SetFile setFile;
    private final Console console;
    private final ScheduledExecutorService restarts;
    private final Consumer<String> givenUp;
    private final RestartBudget budget = RestartBudget.standard();
    private boolean closed;

    /**
     * What the set's file says of the part.
     *
     * @param key the name there
     */
    record PartDescription(String key, int port, String url, Map<String, String> details) {}

    PartKeeper(
            Part part,
            PartDescription description,
            SetFile setFile,
            Console console,
            ScheduledExecutorService restarts,
            Consumer<String> givenUp) {
        this.part = part;
        this.description = description;
        this.setFile = setFile;
        this.console = console;
        this.restarts = restarts;
        this.givenUp = givenUp;
    }

    String name() {
        return part.name();
    }

    String url() {
        return description.url();
    }

    /** Notes the part as ready and looks after it from now on. */
    void watch() {
        long current = part.pid();
        note("ready", RunningProcess.of(current).orElse(null));
        ProcessHandle.of(current).ifPresentOrElse(handle -> handle.onExit().thenAccept(gone -> ended()), this::ended);
    }

    private synchronized void ended() {
        if (closed) {
            return;
        }
        String what = part.name() + " ended (log: " + part.log() + ")";
        Optional<Duration> pause = budget.next(Instant.now());
        if (pause.isEmpty()) {
            givenUp.accept(what + "; it has been started again too often");
            return;
        }
        note("restarting", null);
        console.say(what + "; starting it again");
        restarts.schedule(this::restart, pause.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void restart() {
        if (closed) {
            return;
        }
        try {
            part.restart();
            watch();
            console.say("  " + part.name() + " is back");
        } catch (RuntimeException e) {
            givenUp.accept(e.getMessage());
        }
    }

    private void note(String state, RunningProcess process) {
        String log = part.log().toString();
        Member member =
                new Member(process, state, description.port(), null, description.url(), log, description.details());
        setFile.put(description.key(), member);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        part.close();
    }
}
