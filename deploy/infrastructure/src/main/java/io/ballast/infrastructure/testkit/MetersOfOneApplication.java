package io.ballast.infrastructure.testkit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Takes the meters of an application with it. One JVM of tests starts the service several times, but has one registry: a gauge
 * that is already registered stays the one of the application before, and ends when its garbage is collected.
 */
@ApplicationScoped
class MetersOfOneApplication {

    private final MeterRegistry registry;

    MetersOfOneApplication(MeterRegistry registry) {
        this.registry = registry;
    }

    void stop(@Observes ShutdownEvent stopping) {
        List<Meter> meters = List.copyOf(registry.getMeters());
        meters.forEach(registry::remove);
    }
}
