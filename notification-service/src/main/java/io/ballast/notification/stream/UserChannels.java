package io.ballast.notification.stream;

import io.ballast.events.background.Periodic;
import io.ballast.notification.user.User;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What this replica hears from Redis: one connection of its own, on which it subscribes to the channel of each user that
 * has a socket here. A lost connection is opened again, all channels are subscribed again, and the listener is told of each
 * of them, because events may have passed meanwhile.
 *
 * <p>Quarkus' pub/sub API opens a connection for each subscription; this needs one for thousands, so it speaks to the
 * Vert.x client. All state is changed on one event loop.
 */
@ApplicationScoped
public class UserChannels {

    private static final Logger LOG = Logger.getLogger(UserChannels.class);

    private final Redis redis;
    private final StreamConfig config;
    private final Vertx vertx;
    private final Context loop;
    private final Subscriptions subscriptions = new Subscriptions();
    private StreamListener listener;
    private volatile RedisConnection connection;
    private volatile boolean stopping;
    private int failedAttempts;
    private final Probe probe;
    private Periodic probing;

    UserChannels(Redis redis, StreamConfig config, Vertx vertx, MeterRegistry meters) {
        this.redis = redis;
        this.config = config;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.probe = new Probe(config.maxMissedProbes());
        Gauge.builder("notification.subscription.connected", this, channels -> channels.isHearing() ? 1 : 0)
                .description("1 while this replica hears what it sends to itself over Redis")
                .register(meters);
        Gauge.builder("notification.subscriptions", subscriptions, Subscriptions::size)
                .description("Users whose channel this replica listens to")
                .register(meters);
    }

    /** Connects, and from then on tells the listener. To be called once. */
    public void start(StreamListener streamListener) {
        listener = streamListener;
        loop.runOnContext(ignored -> connect());
        probing = Periodic.start(vertx, "Probing Redis", config.probeInterval(), this::probe);
    }

    /** From now on a lost connection is not opened again. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (probing != null) {
            probing.stop();
        }
    }

    /** Whether this replica hears what it sends to itself over Redis. */
    public boolean isHearing() {
        return connection != null && probe.isHeard();
    }

    private Uni<Void> probe() {
        loop.runOnContext(ignored -> {
            if (connection == null) {
                return;
            }
            if (probe.send()) {
                redis.send(Request.cmd(Command.SPUBLISH).arg(probe.channel()).arg("probe"))
                        .onFailure(failure -> LOG.debugf("A probe was not sent: %s", failure));
            } else {
                LOG.warn("Nothing is heard on the subscription to Redis, it is connected anew");
                lost(connection, new IOException("Silent"));
            }
        });
        return Uni.createFrom().voidItem();
    }

    /**
     * Listens to a user's channel. The listener is told when Redis has confirmed; while Redis is away, that takes as long.
     *
     * @param ifAlready called instead, on the event loop, if the channel is confirmed already
     */
    public void subscribe(User user, Runnable ifAlready) {
        loop.runOnContext(ignored -> join(user, ifAlready));
    }

    /** Listens no longer. */
    public void unsubscribe(User user) {
        loop.runOnContext(ignored -> leave(StreamKeys.of(user).channel()));
    }

    private void join(User user, Runnable ifAlready) {
        String channel = StreamKeys.of(user).channel();
        if (subscriptions.add(channel, user)) {
            request(channel);
        } else if (subscriptions.isLive(channel)) {
            ifAlready.run();
        }
    }

    private void leave(String channel) {
        if (subscriptions.remove(channel) && connection != null) {
            send(connection, Command.SUNSUBSCRIBE, channel);
        }
    }

    private void request(String channel) {
        if (connection != null) {
            subscriptions.requested(channel);
            send(connection, Command.SSUBSCRIBE, channel);
        }
    }

    private void send(RedisConnection to, Command command, String channel) {
        to.send(Request.cmd(command).arg(channel)).onFailure(failure -> lost(to, failure));
    }

    /** An attempt that hangs is given up for another; should it succeed after all, nobody needs it any more. */
    private void connect() {
        Future<RedisConnection> opening = redis.connect();
        opening.timeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(opened -> loop.runOnContext(ignored -> connected(opened)))
                .onFailure(failure -> {
                    opening.onSuccess(RedisConnection::close);
                    loop.runOnContext(ignored -> connectLater(failure));
                });
    }

    private void connected(RedisConnection opened) {
        Turn turn = new Turn(events -> events.forEach(this::published));
        opened.handler(message -> received(opened, turn, message));
        opened.endHandler(end -> lost(opened, new IOException("The connection was closed")));
        opened.exceptionHandler(failure -> lost(opened, failure));
        connection = opened;
        failedAttempts = 0;
        LOG.debugf("Subscription connection is up, %d channels", subscriptions.size());
        probe.begin();
        send(opened, Command.SSUBSCRIBE, probe.channel());
        subscriptions.channels().forEach(this::request);
    }

    private void lost(RedisConnection which, Throwable failure) {
        loop.runOnContext(ignored -> {
            if (connection == which) {
                connection = null;
                subscriptions.lost();
                which.close();
                connectLater(failure);
            }
        });
    }

    private void connectLater(Throwable failure) {
        if (stopping) {
            return;
        }
        Duration delay = nextDelay();
        if (failedAttempts == 1) {
            LOG.warnf("Subscription connection to Redis is down, trying again: %s", failure);
        }
        vertx.setTimer(delay.toMillis(), timer -> loop.runOnContext(ignored -> connect()));
    }

    /** Doubles up to the bound, and varies by half, so that replicas do not come back in step. */
    private Duration nextDelay() {
        long doubled = config.reconnectDelay().toMillis() << Math.min(failedAttempts++, 16);
        long delay = Math.min(doubled, config.maxReconnectDelay().toMillis());
        return Duration.ofMillis(1 + delay / 2 + ThreadLocalRandom.current().nextLong(delay / 2 + 1));
    }

    private void received(RedisConnection from, Turn turn, Response message) {
        if (message.type() == ResponseType.ERROR) {
            lost(from, new IllegalStateException(message.toString()));
            return;
        }
        switch (message.get(0).toString()) {
            case "smessage" ->
                heard(turn, message.get(1).toString(), message.get(2).toString());
            case "ssubscribe" ->
                loop.runOnContext(ignored -> confirmed(from, message.get(1).toString()));
            default -> LOG.tracef("Not of interest: %s", message.get(0));
        }
    }

    private void heard(Turn turn, String channel, String message) {
        if (channel.equals(probe.channel())) {
            loop.runOnContext(ignored -> probe.heard());
            return;
        }
        subscriptions
                .userOf(channel)
                .ifPresent(user -> StreamEntries.ofMessage(message)
                        .ifPresentOrElse(
                                event -> turn.add(new Published(user, event)),
                                () -> LOG.warn("A message on a user's channel is not an event of this service")));
    }

    private void published(Published published) {
        listener.published(published.user(), published.event());
    }

    private void confirmed(RedisConnection from, String channel) {
        if (connection != from) {
            return;
        }
        if (channel.equals(probe.channel())) {
            probe();
            return;
        }
        if (subscriptions.confirmed(channel)) {
            subscriptions.userOf(channel).ifPresent(listener::listening);
        }
    }
}
