package io.ballast.ledger.tenant;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/**
 * Nothing begins in the background once the service has been told to stop. What runs has the time of the shutdown's delay to
 * end, before the database's connections are closed under it.
 */
@ApplicationScoped
class BackgroundEnd {

    private final Scheduler scheduler;

    BackgroundEnd(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void delayed(@Observes ShutdownDelayInitiatedEvent event) {
        scheduler.pause();
    }

    void stopping(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        scheduler.pause();
    }
}
