package io.ballast.notification.delivery;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Sessions that are told the same, by the event loop that serves them: each loop is asked once for all of its own. Immutable. */
final class Audience {

    static final Audience NOBODY = new Audience(List.of());

    private record OfLoop(Executor loop, List<Session> sessions) {

        void tell(Consumer<Session> what) {
            loop.execute(() -> sessions.forEach(what));
        }
    }

    private final List<Session> sessions;
    private volatile List<OfLoop> byLoop;

    Audience(List<Session> sessions) {
        this.sessions = List.copyOf(sessions);
    }

    Audience with(Session more) {
        List<Session> all = new ArrayList<>(sessions);
        all.add(more);
        return new Audience(all);
    }

    Audience without(Session less) {
        return new Audience(sessions.stream().filter(session -> session != less).toList());
    }

    List<Session> sessions() {
        return sessions;
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    /** Has it done for each session, on the session's event loop, in the order of the calls. */
    void tell(Consumer<Session> what) {
        if (sessions.size() == 1) {
            Session only = sessions.getFirst();
            only.transport().execute(() -> what.accept(only));
        } else {
            loops().forEach(loop -> loop.tell(what));
        }
    }

    private List<OfLoop> loops() {
        List<OfLoop> known = byLoop;
        if (known == null) {
            Map<Executor, List<Session>> grouped = new IdentityHashMap<>();
            for (Session session : sessions) {
                grouped.computeIfAbsent(session.transport().loop(), loop -> new ArrayList<>())
                        .add(session);
            }
            known = grouped.entrySet().stream()
                    .map(entry -> new OfLoop(entry.getKey(), List.copyOf(entry.getValue())))
                    .toList();
            byLoop = known;
        }
        return known;
    }
}
