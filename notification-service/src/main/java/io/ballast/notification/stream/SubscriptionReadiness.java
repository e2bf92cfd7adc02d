package io.ballast.notification.stream;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A replica that does not hear Redis must not get new sockets. */
@Readiness
@ApplicationScoped
class SubscriptionReadiness implements AsyncHealthCheck {

    private final UserChannels channels;

    SubscriptionReadiness(UserChannels channels) {
        this.channels = channels;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::response);
    }

    private HealthCheckResponse response() {
        return HealthCheckResponse.named("Redis subscription")
                .status(channels.isHearing())
                .build();
    }
}
