package io.ballast.bench.deposit;

import io.ballast.infrastructure.StellarSandbox;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes ledgers at a steady pace, as a network does, for as long as it is open. */
final class Ledgers implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Ledgers(StellarSandbox sandbox, Duration every) {
        thread.scheduleAtFixedRate(sandbox::closeLedger, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.close();
    }
}
