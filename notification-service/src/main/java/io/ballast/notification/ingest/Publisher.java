package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.notification.stream.Appended;
import io.ballast.notification.stream.Publication;
import io.ballast.notification.stream.Publication.Update;
import io.ballast.notification.stream.Publication.Version;
import io.ballast.notification.stream.UserStreams;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Publishes events of whatever topic to their user's stream, each once. */
@ApplicationScoped
class Publisher {

    private final UserStreams streams;
    private final Delivered delivered;

    Publisher(UserStreams streams, Delivered delivered) {
        this.streams = streams;
        this.delivered = delivered;
    }

    /** Publishes an event that carries a state: the state's version tells whether it is news. */
    Uni<Void> state(Event<?> event, User user, Object payload, Version version, Optional<Update> update) {
        return append(event, user, payload, Optional.of(version), update).replaceWithVoid();
    }

    /** Publishes an event that something has happened: only its id tells whether it is news. */
    Uni<Void> happening(Event<?> event, User user, Object payload, Optional<Update> update) {
        return delivered.once(event, user, () -> append(event, user, payload, Optional.empty(), update));
    }

    private Uni<Appended> append(
            Event<?> event, User user, Object payload, Optional<Version> version, Optional<Update> update) {
        Publication publication = new Publication(
                event.id(),
                event.type().wireName(),
                Payloads.json(payload),
                event.traceparent() == null ? "" : event.traceparent(),
                event.time(),
                version,
                update);
        return streams.append(user, publication);
    }
}
