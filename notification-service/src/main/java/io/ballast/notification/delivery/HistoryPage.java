package io.ballast.notification.delivery;

import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import io.ballast.notification.stream.UserEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Some of what a reader missed, in order and without gaps.
 *
 * @param frames as on the plain socket; the first is {@code balance_initial} if the reader begins anew
 * @param next the last place in this page: where the next one follows
 * @param more whether more is there already
 * @param recovered whether these are exactly the events after the place that the reader named
 */
public record HistoryPage(List<String> frames, Position next, boolean more, boolean recovered) {

    public HistoryPage {
        frames = List.copyOf(frames);
    }

    /**
     * The first page of a replay.
     *
     * @param balance of now, if the replay begins anew
     * @param since the place that the reader named, or null
     * @param limit how many events at most; the balance is none
     */
    static HistoryPage of(Replay replay, Balance balance, Position since, int limit) {
        List<String> frames = new ArrayList<>();
        Position next = since;
        if (replay instanceof Replay.Reset(Position start, List<UserEvent> events)) {
            next = start;
            frames.add(Frames.initial(Wire.PLAIN, start, balance));
        }
        List<UserEvent> events = replay.events();
        for (UserEvent event : events.subList(0, Math.min(limit, events.size()))) {
            Frame frame = Frame.of(event).seenFrom(next);
            frames.add(new String(frame.bytes(Wire.PLAIN), StandardCharsets.UTF_8));
            next = frame.position();
        }
        return new HistoryPage(frames, next, events.size() > limit, replay instanceof Replay.Missed);
    }

    /** {@code {"events":[…],"next":"…","more":…,"recovered":…}}. */
    public String json() {
        return "{\"events\":[" + String.join(",", frames) + "],\"next\":\"" + next + "\",\"more\":" + more
                + ",\"recovered\":" + recovered + "}";
    }
}
