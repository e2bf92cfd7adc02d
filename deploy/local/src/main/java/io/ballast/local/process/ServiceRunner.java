package io.ballast.local.process;

import io.ballast.infrastructure.Ports;
import io.ballast.local.console.Console;
import io.ballast.local.home.RunningProcess;
import io.ballast.local.home.SetFile;
import io.ballast.local.home.SetFile.Member;
import io.ballast.local.settings.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps one service running: starts it, starts it again when it dies, lets go of it when somebody else wants to run
 * it, and stops it. When it cannot be kept running, the set hears of it once.
 */
public final class ServiceRunner {

    /** Longer than the services take to drain, of which the notifications take 15 s; after that SIGKILL. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private final ServiceLaunch launch;
    private final Duration startBound;
    private final SetFile setFile;
    private final Console console;
    private final ScheduledExecutorService restarts;
    private final Consumer<String> givenUp;
    private final RestartBudget budget = RestartBudget.standard();
    private final Readiness readiness = new Readiness();
    private ServiceProcess process;
    private boolean wanted;
    private boolean closed;

    /**
     * @param restarts runs the restarts, with as many threads as JVMs may start at a time
     * @param givenUp told the reason, in one line, when the service cannot be kept running
     */
    public ServiceRunner(
            ServiceLaunch launch,
            Duration startBound,
            SetFile setFile,
            Console console,
            ScheduledExecutorService restarts,
            Consumer<String> givenUp) {
        this.launch = launch;
        this.startBound = startBound;
        this.setFile = setFile;
        this.console = console;
        this.restarts = restarts;
        this.givenUp = givenUp;
    }

    public ServiceName name() {
        return launch.name();
    }

    public ServiceLaunch launch() {
        return launch;
    }

    /**
     * Starts the service and waits until it is ready. Does nothing once {@link #stop()} has been called.
     *
     * @throws ServiceFailed if it does not become ready; it is stopped then
     */
    public void start() {
        synchronized (this) {
            wanted = !closed;
        }
        run();
    }

    private void run() {
        Instant begin = Instant.now();
        ServiceProcess started;
        synchronized (this) {
            if (!wanted || (process != null && process.isAlive())) {
                return;
            }
            started = ServiceProcess.start(launch);
            process = started;
            note("starting", started);
        }
        try {
            started.awaitReady(startBound, readiness);
        } catch (ServiceFailed e) {
            started.stop(STOP);
            throw e;
        }
        if (markReady(started)) {
            console.ready(launch.name().module(), Duration.between(begin, Instant.now()), launch.url());
            started.onExit().thenAccept(code -> ended(started, code));
        }
    }

    /** Returns false if somebody has let go of the service meanwhile. */
    private synchronized boolean markReady(ServiceProcess started) {
        if (wanted) {
            note("ready", started);
        }
        return wanted;
    }

    private synchronized void ended(ServiceProcess gone, int code) {
        if (wanted && process == gone) {
            ServiceFailed reason = gone.failed("ended with exit code " + code, null);
            startAgain(reason.getMessage());
        }
    }

    private synchronized void startAgain(String reason) {
        Optional<Duration> pause = budget.next(Instant.now());
        if (pause.isEmpty()) {
            givenUp.accept(reason + "; it has been started again too often");
            return;
        }
        note("restarting", null);
        console.say(reason + "; starting it again");
        restarts.schedule(this::restart, pause.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart() {
        try {
            run();
        } catch (RuntimeException e) {
            if (isWanted()) {
                startAgain(e.getMessage());
            }
        }
    }

    private synchronized boolean isWanted() {
        return wanted;
    }

    /** Stops the service so that somebody else can run it on the same ports and data, until {@link #takeBack()}. */
    public void release() {
        end();
        note("released", null);
        console.say("  " + launch.name().module() + " is released: make dev runs it now");
    }

    /** Whether nobody listens where the service does. */
    public boolean arePortsFree() {
        return Ports.isFree(launch.port()) && Ports.isFree(launch.managementPort());
    }

    /** Starts a service that was released, without waiting for it; looks after it as after one that died. */
    public synchronized void takeBack() {
        wanted = !closed;
        console.say("  " + launch.name().module() + " is back from make dev; starting it");
        restarts.execute(this::restart);
    }

    /** Stops the service in an orderly way, after a bound by SIGKILL, for good. */
    public void stop() {
        synchronized (this) {
            closed = true;
        }
        end();
    }

    private void end() {
        ServiceProcess running;
        synchronized (this) {
            wanted = false;
            running = process;
        }
        if (running != null && !running.stop(STOP)) {
            console.say("  %s did not stop within %d s and was killed"
                    .formatted(launch.name().module(), STOP.toSeconds()));
        }
    }

    /** Bounds the log of a service that runs for long. */
    public void turnOverLog() {
        new ServiceLog(launch.log()).turnOver();
    }

    private void note(String state, ServiceProcess running) {
        RunningProcess known =
                running == null ? null : RunningProcess.of(running.pid()).orElse(null);
        setFile.put(
                launch.name().module(),
                new Member(
                        known,
                        state,
                        launch.port(),
                        launch.managementPort(),
                        launch.url(),
                        launch.log().toString(),
                        Map.of()));
    }
}
