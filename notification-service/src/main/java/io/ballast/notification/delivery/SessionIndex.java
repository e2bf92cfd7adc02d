package io.ballast.notification.delivery;

import io.ballast.notification.user.User;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which sessions of which users are open on this replica. Safe for any thread. */
final class SessionIndex {

    private final Map<User, List<Session>> byUser = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    void add(Session session) {
        byUser.merge(session.user(), List.of(session), SessionIndex::joined);
        open.incrementAndGet();
    }

    /**
     * Removes the session if it is there.
     *
     * @param lastLeft called with the user if it was the last one, before another session of the user can be added
     */
    void remove(Session session, Consumer<User> lastLeft) {
        byUser.computeIfPresent(session.user(), (user, present) -> {
            List<Session> rest =
                    present.stream().filter(other -> other != session).toList();
            open.addAndGet(rest.size() - present.size());
            if (rest.isEmpty()) {
                lastLeft.accept(user);
                return null;
            }
            return rest;
        });
    }

    List<Session> of(User user) {
        return byUser.getOrDefault(user, List.of());
    }

    void forEach(Consumer<Session> action) {
        byUser.values().forEach(sessions -> sessions.forEach(action));
    }

    int size() {
        return open.get();
    }

    private static List<Session> joined(List<Session> present, List<Session> added) {
        return Stream.concat(present.stream(), added.stream()).toList();
    }
}
