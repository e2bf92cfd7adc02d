package io.ballast.local.part;

import io.ballast.infrastructure.Part;
import io.ballast.local.console.Console;
import io.ballast.local.home.RunningProcess;
import io.ballast.local.home.SetFile;
import io.ballast.local.home.SetFile.Member;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps one part running: one that dies is started again on its port and data, a few times; then the set hears of it. */
final class PartKeeper implements AutoCloseable {

    private static final int RESTARTS = 3;

    private final Part part;
    private final PartDescription description;
    private final SetFile setFile;
    private final Console console;
    private final Consumer<String> givenUp;
    private boolean closed;
    private int restarts;

    /**
     * What the set's file says of the part.
     *
     * @param key the name there
     */
    record PartDescription(String key, int port, String url, Map<String, String> details) {}

    PartKeeper(Part part, PartDescription description, SetFile setFile, Console console, Consumer<String> givenUp) {
        this.part = part;
        this.description = description;
        this.setFile = setFile;
        this.console = console;
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
        RunningProcess process = RunningProcess.of(current).orElse(null);
        setFile.put(
                description.key(),
                new Member(
                        process,
                        "ready",
                        description.port(),
                        null,
                        description.url(),
                        part.log().toString(),
                        description.details()));
        ProcessHandle.of(current).ifPresentOrElse(handle -> handle.onExit().thenAccept(gone -> ended()), this::ended);
    }

    private synchronized void ended() {
        if (closed) {
            return;
        }
        String what = part.name() + " ended (log: " + part.log() + ")";
        if (restarts++ >= RESTARTS) {
            givenUp.accept(what + "; it has been started again too often");
            return;
        }
        console.say(what + "; starting it again");
        try {
            part.restart();
            console.say("  " + part.name() + " is back");
            watch();
        } catch (RuntimeException e) {
            givenUp.accept(e.getMessage());
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        part.close();
    }
}
