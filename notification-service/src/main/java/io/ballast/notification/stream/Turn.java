package io.ballast.notification.stream;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one connection brings in one turn of its event loop, handed on together when all of it is read: so who works on another
 * event loop is woken once, not for each. Used on the connection's event loop only.
 */
final class Turn {

    private final Consumer<List<Published>> next;
    private List<Published> events = new ArrayList<>();

    /** @param next is given what has come, in its order; called on the same event loop */
    Turn(Consumer<List<Published>> next) {
        this.next = next;
    }

    void add(Published event) {
        if (events.isEmpty()) {
            Vertx.currentContext().runOnContext(ignored -> end());
        }
        events.add(event);
    }

    private void end() {
        List<Published> ended = events;
        events = new ArrayList<>(ended.size());
        next.accept(ended);
    }
}
