package io.ballast.notification.push;

import io.ballast.events.background.Periodic;
import io.ballast.notification.push.PushQueue.Target;
import io.ballast.notification.push.device.Devices;
import io.ballast.notification.push.service.PushServices;
import io.ballast.notification.stream.UserStreams;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sends what is due and no socket has acknowledged. Each push is one replica's at a time; one that is killed in between leaves it
 * to another, which may send it a second time: the services replace the first by it, because both have the same topic.
 */
@ApplicationScoped
class PushSender {

    private static final Logger LOG = Logger.getLogger(PushSender.class);
    private static final Duration FORGETTING = Duration.ofMinutes(10);

    private final PushQueue queue;
    private final UserStreams streams;
    private final Devices devices;
    private final PushServices services;
    private final PushConfig config;
    private final RetryRules retries;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private Periodic sending;
    private Periodic forgetting;

    PushSender(
            PushQueue queue,
            UserStreams streams,
            Devices devices,
            PushServices services,
            PushConfig config,
            MeterRegistry meters,
            Vertx vertx) {
        this.queue = queue;
        this.streams = streams;
        this.devices = devices;
        this.services = services;
        this.config = config;
        this.retries = new RetryRules(config.retryDelay(), config.maxRetryDelay(), config.maxAttempts());
        this.meters = meters;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        sending = Periodic.start(vertx, "Sending pushes", config.interval(), this::sendDue);
        forgetting = Periodic.start(vertx, "Forgetting pushes", FORGETTING, queue::forget);
    }

    void stop(@Observes ShutdownEvent event) {
        sending.stop();
        forgetting.stop();
    }

    private Uni<Void> sendDue() {
        return queue.claim().chain(this::sendAll);
    }

    private Uni<Void> sendAll(List<Push> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(this::unlessAcknowledged)
                .merge(config.concurrency())
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> unlessAcknowledged(Push push) {
        return streams.isAcknowledged(push.user(), push.position())
                .chain(acknowledged -> acknowledged ? done(push, "acknowledged") : toTarget(push))
                .onFailure()
                .recoverWithUni(failure -> putBack(push, failure));
    }

    /** Redis or PostgreSQL is away, and no attempt was made. Where not even this can be written, the lease ends. */
    private Uni<Void> putBack(Push push, Throwable failure) {
        LOG.debugf("A push is put back: %s", failure);
        count("put_back");
        return queue.later(push, config.retryDelay(), push.attempts())
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> toTarget(Push push) {
        return queue.target(push)
                .chain(target -> target.map(known -> unlessQuiet(push, known)).orElseGet(() -> done(push, "gone")));
    }

    private Uni<Void> unlessQuiet(Push push, Target target) {
        Instant now = Instant.now();
        if (push.createdAt().plus(config.maxAge()).isBefore(now)) {
            return done(push, "too_old");
        }
        Optional<Instant> quietUntil = target.quietHours().flatMap(hours -> hours.endAfter(now));
        return quietUntil.isPresent()
                ? queue.later(push, Duration.between(now, quietUntil.get()), push.attempts())
                : services.send(target.address(), push.message()).chain(outcome -> after(push, outcome));
    }

    private Uni<Void> after(Push push, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken taken -> done(push, "sent");
            case Outcome.Gone gone -> {
                LOG.infof("Device %s is gone", push.device());
                count("gone");
                yield devices.remove(push.user(), push.device()).replaceWithVoid();
            }
            case Outcome.Refused(int status) -> {
                LOG.warnf("A push service refused a push: status=%d", status);
                yield done(push, "refused");
            }
            case Outcome.Later(Optional<Duration> asked) -> retry(push, asked);
        };
    }

    private Uni<Void> retry(Push push, Optional<Duration> asked) {
        int failed = push.attempts() + 1;
        Optional<Duration> pause = retries.pause(failed, asked);
        if (pause.isEmpty()) {
            return done(push, "given_up");
        }
        count("retried");
        return queue.later(push, pause.get(), failed);
    }

    private Uni<Void> done(Push push, String state) {
        count(state);
        return queue.done(push, state);
    }

    private void count(String outcome) {
        meters.counter("notification.pushes", "outcome", outcome).increment();
    }
}
