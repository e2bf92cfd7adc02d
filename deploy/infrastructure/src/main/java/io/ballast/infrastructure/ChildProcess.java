package io.ballast.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program in a session of its own, its output appended to a log file, ended by its own process id only. It does not
 * outlive this JVM: see {@link Reaper}.
 */
public final class ChildProcess {

    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration GONE_AFTER_KILL = Duration.ofSeconds(10);

    private final String part;
    private final Path log;
    private final Process process;
    private final String stopSignal;

    private ChildProcess(String part, Path log, Process process, String stopSignal) {
        this.part = part;
        this.log = log;
        this.process = process;
        this.stopSignal = stopSignal;
    }

    /**
     * Starts a program that ends in an orderly way at SIGTERM.
     *
     * @param part the name for messages
     * @param environment added to this JVM's own; the place for secrets, which have no place in the command
     */
    public static ChildProcess start(
            String part, List<String> command, Map<String, String> environment, Path directory, Path log) {
        return start(part, command, environment, directory, log, "TERM");
    }

    static ChildProcess start(
            String part,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            String stopSignal) {
        ProcessBuilder builder = new ProcessBuilder(Sessions.inOwn(command));
        builder.environment().putAll(environment);
        builder.directory(directory.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(log.toFile()));
        try {
            Process process = builder.start();
            Reaper.watch(process.toHandle(), stopSignal);
            return new ChildProcess(part, log, process, stopSignal);
        } catch (IOException e) {
            throw new PartFailed(part, "cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the program has ended, for whatever reason. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /**
     * Waits until the check holds.
     *
     * @throws PartFailed if the program ends before that, or if the bound passes
     */
    public void awaitReady(Duration bound, BooleanSupplier check) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!check.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new PartFailed(part, "ended while starting, " + LogTail.lastWords(log), log);
            }
            if (System.nanoTime() > deadline) {
                throw new PartFailed(
                        part, "did not answer within " + bound.toSeconds() + " s, " + LogTail.lastWords(log), log);
            }
            pause(part);
        }
    }

    /** Asks the program to end and waits; after the bound, SIGKILL. Returns whether it ended by itself. */
    public boolean stop(Duration bound) {
        if (!process.isAlive()) {
            return true;
        }
        signal(process.pid(), stopSignal);
        if (ended(bound)) {
            return true;
        }
        kill();
        return false;
    }

    /** SIGKILL, and waits until the program is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!ended(GONE_AFTER_KILL)) {
            throw new PartFailed(part, "process " + process.pid() + " survives SIGKILL", log);
        }
    }

    private boolean ended(Duration bound) {
        try {
            return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed(part, "interrupted while it ended", log);
        }
    }

    static void signal(long pid, String signal) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void pause(String part) {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed(part, "interrupted while it started", e);
        }
    }

    /** Runs a program to its end. Fails with the part's name unless it exits with 0 within the bound. */
    static void run(String part, List<String> command, Path directory, Path log, Duration bound) {
        ChildProcess child = start(part, command, Map.of(), directory, log);
        if (!child.ended(bound)) {
            child.kill();
            throw new PartFailed(part, command.get(0) + " did not end within " + bound.toSeconds() + " s", log);
        }
        if (child.process.exitValue() != 0) {
            throw new PartFailed(part, LogTail.lastWords(log), log);
        }
    }
}
