package io.ballast.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.notification.state.AccountState;
import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import io.ballast.notification.stream.UserEvent;
import io.ballast.notification.user.User;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A session over a connection that keeps what it is sent, in a world where time passes when told to. */
final class SessionFixture implements Transport, SessionRequests, FrameObserver {

    /** The epoch of all events that name no other. */
    static final String EPOCH = "e";

    static final int MAX_HELD = 8;
    static final int MAX_REQUESTS = 2;
    static final int MAX_OFFENCES = 5;
    static final int MAX_OUTSTANDING = 20_000;
    static final Duration OFFENCE_WINDOW = Duration.ofMinutes(1);
    static final Balance BALANCE = Balance.of(List.of(new AccountState(
            new UUID(0, 1), "USD", 3, new BigDecimal("150.50"), Instant.parse("2025-11-04T10:30:00Z"))));

    private final List<String> sent = new ArrayList<>();
    private final List<Runnable> unwritten = new ArrayList<>();
    private boolean stalled;
    private int outstandingBytes;
    private CloseCode closedWith;
    private int reads;
    private int balanceRequests;
    private int left;
    private int pings;
    private Instant now = Instant.parse("2025-11-04T10:30:00Z");

    Session session() {
        return session(null);
    }

    /** A session of a client that has reached that place before. */
    Session session(Position since) {
        return new Session(new User("default", "user-a"), this, since, config(), this, this, () -> now);
    }

    /** A session whose client has been given the balance at that place; reads are counted from now on. */
    Session live(long sequence) {
        Session session = session();
        session.begin();
        session.readBegins();
        session.caughtUp(new Replay.Reset(at(sequence), List.of()), BALANCE);
        reads = 0;
        return session;
    }

    static Position at(long sequence) {
        return new Position(EPOCH, sequence);
    }

    static Frame frame(long sequence) {
        return frame(EPOCH, sequence);
    }

    static Frame frame(String epoch, long sequence) {
        return Frame.of(event(epoch, sequence));
    }

    static UserEvent event(long sequence) {
        return event(EPOCH, sequence);
    }

    static UserEvent event(String epoch, long sequence) {
        return new UserEvent(new Position(epoch, sequence), "balance_updated", "{}", "", Instant.EPOCH);
    }

    private static DeliveryConfig config() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(DeliveryConfig.class)
                .withDefaultValues(Map.of(
                        "ballast.delivery.max-held-events", Integer.toString(MAX_HELD),
                        "ballast.delivery.max-requests-in-flight", Integer.toString(MAX_REQUESTS),
                        "ballast.delivery.max-offences", Integer.toString(MAX_OFFENCES),
                        "ballast.delivery.max-outstanding-bytes", Integer.toString(MAX_OUTSTANDING),
                        "ballast.delivery.offence-window", OFFENCE_WINDOW.toString()))
                .build()
                .getConfigMapping(DeliveryConfig.class);
    }

    /** From now on nothing that is written leaves. */
    void stall() {
        stalled = true;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** The ids of events' frames, and the names of others with their id or error code. */
    List<String> sent() {
        return sent.stream().map(SessionFixture::inShort).toList();
    }

    int outstandingBytes() {
        return outstandingBytes;
    }

    CloseCode closedWith() {
        return closedWith;
    }

    int reads() {
        return reads;
    }

    int balanceRequests() {
        return balanceRequests;
    }

    int left() {
        return left;
    }

    int pings() {
        return pings;
    }

    @Override
    public String id() {
        return "connection";
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void send(String text, Runnable written) {
        sent.add(text);
        if (stalled) {
            unwritten.add(written);
            outstandingBytes += text.length();
        } else {
            written.run();
        }
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(CloseCode code) {
        closedWith = code;
    }

    @Override
    public void catchUp(Session session) {
        reads++;
    }

    @Override
    public void currentBalance(Session session, JsonNode ackId) {
        balanceRequests++;
    }

    @Override
    public void leave(Session session) {
        left++;
    }

    @Override
    public void sent(Frame frame, String connectionId) {}

    @Override
    public void written(Frame frame) {}

    @Override
    public void dropped(Frame frame) {}

    private static String resumed(JsonNode data) {
        return ("balance_subscribed " + data.path("position").asText() + " "
                + data.path("recovered").asText());
    }

    private static String inShort(String text) {
        try {
            JsonNode frame = EventJson.mapper().readTree(text);
            String event = frame.get("event").textValue();
            return switch (event) {
                case "balance_updated" -> frame.get("id").textValue();
                case "balance_subscribed" -> resumed(frame.get("data"));
                case "error" -> "error " + frame.get("data").get("code").textValue();
                default -> (event + " " + frame.path("id").asText()).strip();
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }
}
