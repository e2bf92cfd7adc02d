package io.ballast.notification.stream;

import io.ballast.notification.user.User;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The book of channels: which users this replica listens to and which of them Redis has confirmed. Changed on one event
 * loop only; {@link #userOf} may be asked from any thread.
 */
final class Subscriptions {

    private static final class Subscription {
        private final User user;
        private boolean live;

        private Subscription(User user) {
            this.user = user;
        }
    }

    private final Map<String, Subscription> byChannel = new ConcurrentHashMap<>();
    /** Outlives the subscription: who left and came back waits for the second confirmation, not the first. */
    private final Map<String, Integer> unconfirmed = new HashMap<>();

    /** @return false if the channel was in the book already */
    boolean add(String channel, User user) {
        return byChannel.putIfAbsent(channel, new Subscription(user)) == null;
    }

    /** @return false if the channel was not in the book */
    boolean remove(String channel) {
        return byChannel.remove(channel) != null;
    }

    Optional<User> userOf(String channel) {
        return Optional.ofNullable(byChannel.get(channel)).map(subscription -> subscription.user);
    }

    boolean isLive(String channel) {
        Subscription subscription = byChannel.get(channel);
        return subscription != null && subscription.live;
    }

    Collection<String> channels() {
        return List.copyOf(byChannel.keySet());
    }

    int size() {
        return byChannel.size();
    }

    /** Nothing is confirmed any more: the connection is lost. */
    void lost() {
        unconfirmed.clear();
        byChannel.values().forEach(subscription -> subscription.live = false);
    }

    /** A subscription was asked for. */
    void requested(String channel) {
        unconfirmed.merge(channel, 1, Integer::sum);
    }

    /**
     * Redis confirmed a subscription; only the last one asked for makes the channel live.
     *
     * @return whether the channel became live; not if the user has left meanwhile or a later request is yet to be confirmed
     */
    boolean confirmed(String channel) {
        Integer left = unconfirmed.computeIfPresent(channel, (name, count) -> count > 1 ? count - 1 : null);
        Subscription subscription = byChannel.get(channel);
        if (left != null || subscription == null || subscription.live) {
            return false;
        }
        subscription.live = true;
        return true;
    }
}
