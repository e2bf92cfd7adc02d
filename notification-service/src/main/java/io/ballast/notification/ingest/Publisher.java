package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.notification.state.AccountStates;
import io.ballast.notification.stream.Appended;
import io.ballast.notification.stream.Publication;
import io.ballast.notification.stream.Publication.Update;
import io.ballast.notification.stream.Publication.Version;
import io.ballast.notification.stream.UserStreams;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Publishes events of whatever topic to their users' streams, each once. */
@ApplicationScoped
class Publisher {

    private final UserStreams streams;
    private final AccountStates states;
    private final Delivered delivered;

    Publisher(UserStreams streams, AccountStates states, Delivered delivered) {
        this.streams = streams;
        this.states = states;
        this.delivered = delivered;
    }

    /**
     * Publishes what has arrived together, each user's events in their order: one statement for all states, one for all that
     * happened, one trip to Redis, and one statement that remembers. May be repeated after a failure.
     *
     * <p>PostgreSQL first: a socket that opens meanwhile may see a balance early, but never an old one after a new one.
     */
    Uni<Void> publish(List<Arrival> arrivals) {
        return Uni.combine()
                .all()
                .unis(saved(arrivals), delivered.known(happenings(arrivals)))
                .asTuple()
                .chain(before -> publish(news(arrivals, before.getItem2()), before.getItem1()));
    }

    /** Publishes an event that carries another state than an account's. */
    Uni<Void> state(Event<?> event, User user, Object payload, Version version) {
        return streams.append(user, publication(event, payload, Optional.of(version), Optional.empty()))
                .replaceWithVoid();
    }

    private Uni<Void> publish(List<Arrival> news, Map<UUID, Long> known) {
        List<UserStreams.Entry> entries = news.stream()
                .map(arrival -> new UserStreams.Entry(arrival.user(), publication(arrival, known)))
                .toList();
        return streams.append(entries).chain(appended -> remember(news, appended));
    }

    private Uni<Void> remember(List<Arrival> news, List<Appended> appended) {
        return delivered.remember(news, appended);
    }

    private Uni<Map<UUID, Long>> saved(List<Arrival> arrivals) {
        List<AccountStates.Owned> owned = arrivals.stream()
                .filter(arrival -> !arrival.isHappening())
                .map(arrival ->
                        new AccountStates.Owned(arrival.user(), arrival.state().orElseThrow()))
                .toList();
        return states.save(owned);
    }

    private static List<Arrival> happenings(List<Arrival> arrivals) {
        return arrivals.stream().filter(Arrival::isHappening).toList();
    }

    private static List<Arrival> news(List<Arrival> arrivals, Set<UUID> delivered) {
        return arrivals.stream()
                .filter(arrival -> !delivered.contains(arrival.event().id()))
                .toList();
    }

    private static Publication publication(Arrival arrival, Map<UUID, Long> known) {
        Optional<Version> version = arrival.state()
                .map(state -> new Version(state.accountId(), state.version(), known.get(state.accountId())));
        return publication(arrival.event(), arrival.payload(), version, arrival.update());
    }

    private static Publication publication(
            Event<?> event, Object payload, Optional<Version> version, Optional<Update> update) {
        return new Publication(
                event.id(),
                event.type().wireName(),
                Payloads.json(payload),
                event.traceparent() == null ? "" : event.traceparent(),
                event.time(),
                version,
                update);
    }
}
