package io.ballast.notification.stream;

import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an event is written in Redis: as an entry of the stream, and as a message of the user's channel. */
final class StreamEntries {

    private static final int MESSAGE_PARTS = 6;
    /** Where an entry has the time it was appended at; those of an earlier build have none. */
    private static final int STORED = 11;

    private StreamEntries() {}

    /** Reads a channel's message: epoch, sequence, time, traceparent, type and data, a line each. */
    static Optional<UserEvent> ofMessage(String message) {
        String[] parts = message.split("\n", MESSAGE_PARTS);
        if (parts.length != MESSAGE_PARTS) {
            return Optional.empty();
        }
        try {
            Position position = new Position(parts[0], Long.parseLong(parts[1]));
            Instant time = Instant.ofEpochMilli(Long.parseLong(parts[2]));
            return Optional.of(new UserEvent(position, parts[4], parts[5], parts[3], time));
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }

    /** Reads the answer of XRANGE. */
    static List<UserEvent> ofEntries(String epoch, Response entries) {
        List<UserEvent> events = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            events.add(ofEntry(epoch, entry));
        }
        return events;
    }

    /** Reads the answer of latest.lua. */
    static Kept kept(Response answer) {
        String epoch = answer.get(0).toString();
        if (epoch.isEmpty()) {
            return new Kept(null, List.of());
        }
        List<Kept.Entry> entries = new ArrayList<>();
        for (Response entry : answer.get(2)) {
            entries.add(new Kept.Entry(ofEntry(epoch, entry), storedAt(entry.get(1))));
        }
        return new Kept(new Position(epoch, answer.get(1).toLong()), entries);
    }

    private static Instant storedAt(Response fields) {
        return fields.size() > STORED ? Instant.ofEpochMilli(fields.get(STORED).toLong()) : null;
    }

    private static UserEvent ofEntry(String epoch, Response entry) {
        String id = entry.get(0).toString();
        long sequence = Long.parseLong(id.substring(0, id.indexOf('-')));
        Response fields = entry.get(1);
        // append.lua writes the fields in this order: type, data, traceparent, time, event, stored, each after its name
        return new UserEvent(
                new Position(epoch, sequence),
                fields.get(1).toString(),
                fields.get(3).toString(),
                fields.get(5).toString(),
                Instant.ofEpochMilli(fields.get(7).toLong()));
    }
}
