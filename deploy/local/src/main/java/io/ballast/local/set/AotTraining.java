package io.ballast.local.set;

import io.ballast.local.aot.AotCache;
import io.ballast.local.process.ServiceLaunch;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the AOT caches that are missing, one after the other. Done once a set is ready, so that no start waits for it; what
 * fails is logged and tried again by the next set.
 *
 * @param log of all training runs
 */
record AotTraining(List<ServiceLaunch> launches, Path log) {

    private static final System.Logger LOG = System.getLogger(AotTraining.class.getName());

    /** Returns whether there are caches now that were missing. */
    boolean run() {
        boolean made = false;
        for (ServiceLaunch launch : launches) {
            if (Thread.currentThread().isInterrupted()) {
                // The set is being stopped
                return made;
            }
            Optional<AotCache> missing = launch.aotCache().filter(cache -> !cache.exists());
            if (missing.isPresent()) {
                made |= make(launch, missing.get());
            }
        }
        return made;
    }

    private boolean make(ServiceLaunch launch, AotCache cache) {
        try {
            cache.make(unfinished -> launch.training(unfinished, log).run());
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "No AOT cache for " + launch.name().module(), e);
            return false;
        }
    }
}
