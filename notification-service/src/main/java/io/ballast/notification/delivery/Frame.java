package io.ballast.notification.delivery;

import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.UserEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One event as it goes over the wire; encoded once for all of the user's sockets that speak the same. */
final class Frame {

    private static final String CONFLATING = "balance_updated";
    private static final String ACCOUNT = "\"accountId\":\"";

    private final UserEvent event;
    /** Sessions on several threads may each encode; they write the same. */
    private byte[] plain;

    private byte[] socketIo;
    private byte[] serverSent;

    private Frame(UserEvent event) {
        this.event = event;
    }

    static Frame of(UserEvent event) {
        return new Frame(event);
    }

    /** This frame for a reader of that place; the same one unless the reader had to begin anew within the epoch. */
    Frame seenFrom(Position reader) {
        Position place = event.position().seenFrom(reader);
        return place == event.position()
                ? this
                : new Frame(new UserEvent(place, event.type(), event.data(), event.traceparent(), event.time()));
    }

    /** The event's place, the frame's {@code id}. */
    Position position() {
        return event.position();
    }

    /** The event's wire name. */
    String event() {
        return event.type();
    }

    /** The W3C trace context of the request that caused it, or empty. */
    String traceparent() {
        return event.traceparent();
    }

    /** When the change it tells of happened. */
    Instant time() {
        return event.time();
    }

    /** The account whose later balance says all that this one says; empty for what must not be left out. */
    Optional<String> conflatesWith() {
        if (!event.type().equals(CONFLATING)) {
            return Optional.empty();
        }
        // Inside a JSON string the quotes would be escaped, so this can only be the field.
        int field = event.data().indexOf(ACCOUNT);
        int begin = field + ACCOUNT.length();
        return field < 0
                ? Optional.empty()
                : Optional.of(event.data().substring(begin, event.data().indexOf('"', begin)));
    }

    /** The frame in UTF-8; not to be changed, since all of the user's sockets share it. */
    byte[] bytes(Wire wire) {
        return switch (wire) {
            case PLAIN -> plain == null ? plain = encode(wire, event.data()) : plain;
            case SERVER_SENT -> serverSent == null ? serverSent = encode(wire, event.data()) : serverSent;
            case SOCKET_IO -> socketIo == null ? socketIo = encode(wire, event.data()) : socketIo;
        };
    }

    /**
     * The frame for a reader that was behind, in UTF-8.
     *
     * @param skipped the sequences directly before this one that are left out; a later frame stands for each
     * @param conflates the sequences that this frame stands for beside its own
     */
    byte[] bytes(Wire wire, List<Long> skipped, List<Long> conflates) {
        String data = with(with(event.data(), "skipped", skipped), "conflates", conflates);
        return encode(wire, data);
    }

    private byte[] encode(Wire wire, String data) {
        return wire.event(event.type(), event.position().toString(), data).getBytes(StandardCharsets.UTF_8);
    }

    private static String with(String data, String field, List<Long> sequences) {
        if (sequences.isEmpty()) {
            return data;
        }
        String list = sequences.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        String open = data.substring(0, data.length() - 1);
        return open + (open.equals("{") ? "" : ",") + "\"" + field + "\":" + list + "}";
    }
}
