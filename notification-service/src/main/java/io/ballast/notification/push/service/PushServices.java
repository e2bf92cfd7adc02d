package io.ballast.notification.push.service;

import io.ballast.notification.push.Outcome;
import io.ballast.notification.push.PushMessage;
import io.ballast.notification.push.device.Device.Address;
import io.ballast.notification.push.device.Device.Fcm;
import io.ballast.notification.push.device.Device.WebPush;
import io.ballast.notification.push.service.Targets.ForbiddenTarget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The push services, whichever a device has. */
@ApplicationScoped
public class PushServices {

    private static final Logger LOG = Logger.getLogger(PushServices.class);
    private static final int NO_STATUS = 0;
    private static final int MAX_CAUSES = 10;

    private final FcmService fcm;
    private final WebPushService web;

    PushServices(FcmService fcm, WebPushService web) {
        this.fcm = fcm;
        this.web = web;
    }

    /** Sends; a service that can not be reached is one that may take it later. */
    public Uni<Outcome> send(Address to, PushMessage message) {
        Uni<Outcome> sending = switch (to) {
            case Fcm device -> fcm.send(device, message);
            case WebPush subscription -> web.send(subscription, message);
        };
        return sending.onFailure().recoverWithItem(PushServices::failed);
    }

    private static Outcome failed(Throwable failure) {
        LOG.debugf("A push service could not be reached: %s", failure);
        boolean forbidden = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(ForbiddenTarget.class::isInstance);
        return forbidden ? new Outcome.Refused(NO_STATUS) : new Outcome.Later(Optional.empty());
    }
}
