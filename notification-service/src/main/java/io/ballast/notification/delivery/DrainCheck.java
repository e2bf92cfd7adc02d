package io.ballast.notification.delivery;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Whether a replica that stops lives long enough to close its sockets; one that does not must not start. */
@ApplicationScoped
class DrainCheck {

    private final DeliveryConfig delivery;
    private final Config config;

    DrainCheck(DeliveryConfig delivery, Config config) {
        this.delivery = delivery;
        this.config = config;
    }

    void check(@Observes StartupEvent event) {
        require(config.getOptionalValue("quarkus.shutdown.delay", Duration.class), delivery.drainWindow());
    }

    /**
     * Sockets are closed within the window, which begins with the delay.
     *
     * @param delay empty if a replica ends at once, without closing its sockets over a time
     * @throws IllegalStateException if sockets would be cut off
     */
    static void require(Optional<Duration> delay, Duration window) {
        if (delay.isPresent() && window.compareTo(delay.get()) >= 0) {
            throw new IllegalStateException(
                    "ballast.delivery.drain-window (%s) has to be shorter than quarkus.shutdown.delay (%s), or sockets are cut off"
                            .formatted(window, delay.get()));
        }
    }
}
