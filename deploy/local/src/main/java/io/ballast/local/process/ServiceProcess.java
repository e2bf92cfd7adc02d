package io.ballast.local.process;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.PartFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One run of a service, from its start to its end. */
final class ServiceProcess {

    private final ServiceLaunch launch;
    private final ChildProcess process;
    private final ServiceLog log;
    private final long logBegin;

    private ServiceProcess(ServiceLaunch launch, ChildProcess process, ServiceLog log, long logBegin) {
        this.launch = launch;
        this.process = process;
        this.log = log;
        this.logBegin = logBegin;
    }

    static ServiceProcess start(ServiceLaunch launch) {
        ServiceLog log = new ServiceLog(launch.log());
        log.turnOver();
        long begin = log.size();
        Path directory = launch.application();
        ChildProcess process = ChildProcess.start(
                launch.name().module(), launch.command(), launch.environment(), directory, launch.log());
        return new ServiceProcess(launch, process, log, begin);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until the service says that it is ready.
     *
     * @throws ServiceFailed if it ends before that or the bound passes; the process may still run in the second case
     */
    void awaitReady(Duration bound, Readiness readiness) {
        try {
            process.awaitReady(bound, () -> readiness.isReady(launch.managementPort()));
        } catch (PartFailed e) {
            String what = process.isAlive()
                    ? "is not ready after " + bound.toSeconds() + " s"
                    : "ended with exit code " + process.onExit().join() + " while it started";
            throw failed(what, e);
        }
    }

    /** Why the service does not run, in one line. */
    ServiceFailed failed(String what, Throwable cause) {
        return new ServiceFailed(
                launch.name().module() + " " + what + ": " + log.reason(logBegin) + " (log: " + launch.log() + ")",
                cause);
    }

    CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    boolean stop(Duration bound) {
        return process.stop(bound);
    }
}
