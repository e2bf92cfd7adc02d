package io.ballast.infrastructure.stellar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The sandbox's own JVM. Started by {@link io.ballast.infrastructure.StellarSandbox} with the port, the milliseconds
 * between ledgers (0: a ledger is closed when it is asked for), the directory of the journal, a file to create when
 * clients can connect, and the process id of its parent, whose end is also its own.
 */
public final class SandboxMain {

    private SandboxMain() {}

    public static void main(String[] arguments) throws Exception {
        endWithParent(Long.parseLong(arguments[4]));
        long closeMillis = Long.parseLong(arguments[1]);
        Chain chain = new Chain(Journal.in(Path.of(arguments[2])), Clock.systemUTC());
        Faucet faucet = new Faucet(chain, closeMillis > 0 ? () -> {} : chain::close);
        new SandboxServer(Integer.parseInt(arguments[0]), chain, faucet);
        if (closeMillis > 0) {
            closeLedgers(chain, closeMillis);
        }
        Files.createFile(Path.of(arguments[3]));
    }

    private static void closeLedgers(Chain chain, long closeMillis) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        timer.scheduleAtFixedRate(
                () -> {
                    try {
                        chain.close();
                    } catch (RuntimeException e) {
                        // A ledger that cannot be written must not be shown: whoever waits for one is better off
                        // without us.
                        e.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    }
                },
                closeMillis,
                closeMillis,
                TimeUnit.MILLISECONDS);
    }

    private static void endWithParent(long parent) {
        ProcessHandle.of(parent)
                .filter(ProcessHandle::isAlive)
                .ifPresentOrElse(
                        process -> process.onExit().thenRun(() -> System.exit(0)),
                        () -> Runtime.getRuntime().halt(1));
    }
}
