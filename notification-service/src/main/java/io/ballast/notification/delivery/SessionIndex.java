package io.ballast.notification.delivery;

import io.ballast.notification.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Which sessions of which users are open on this replica. Safe for any thread. */
final class SessionIndex {

    private final Map<User, Audience> byUser = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    void add(Session session) {
        byUser.compute(session.user(), (user, present) -> (present == null ? Audience.NOBODY : present).with(session));
        open.incrementAndGet();
    }

    /**
     * Removes the session if it is there.
     *
     * @param lastLeft called with the user if it was the last one, before another session of the user can be added
     */
    void remove(Session session, Consumer<User> lastLeft) {
        byUser.computeIfPresent(session.user(), (user, present) -> {
            Audience rest = present.without(session);
            open.addAndGet(rest.sessions().size() - present.sessions().size());
            if (rest.isEmpty()) {
                lastLeft.accept(user);
                return null;
            }
            return rest;
        });
    }

    Audience of(User user) {
        return byUser.getOrDefault(user, Audience.NOBODY);
    }

    /** All sessions of now. */
    Audience all() {
        List<Session> all = new ArrayList<>(size());
        forEach(all::add);
        return new Audience(all);
    }

    void forEach(Consumer<Session> action) {
        byUser.values().forEach(audience -> audience.sessions().forEach(action));
    }

    int size() {
        return open.get();
    }
}
