package io.ballast.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.notification.security.AccessToken;
import io.ballast.notification.state.AccountState;
import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import io.ballast.notification.stream.UserEvent;
import io.ballast.notification.user.User;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;

/** A session over a connection that keeps what it is sent, in a world where time passes when told to. */
final class SessionFixture implements Transport, SessionRequests, FrameObserver {

    /** The epoch of all events that name no other. */
    static final String EPOCH = "e";

    static final int MAX_HELD = 8;
    static final int MAX_REQUESTS = 2;
    static final int MAX_OFFENCES = 5;
    static final User USER = new User("default", "user-a");
    static final Instant START = Instant.parse("2025-11-04T10:30:00Z");
    static final int WINDOW = 4096;
    static final int MAX_OUTSTANDING = 20_000;
    static final int MAX_WAITING = 100;
    static final int MAX_CONFLATED = 500;
    static final Duration MAX_AGE = Duration.ofSeconds(15);
    static final int MAX_MESSAGES = 50;
    static final Duration OFFENCE_WINDOW = Duration.ofMinutes(1);
    static final Balance BALANCE = Balance.of(
            List.of(new AccountState(
                    new UUID(0, 1), "USD", 3, new BigDecimal("150.50"), Instant.parse("2025-11-04T10:30:00Z"))),
            List.of());

    /** The token of every session here; valid for an hour. */
    static final AccessToken TOKEN = token(USER, Duration.ofHours(1));

    private final AccessToken token;
    private final Wire wire;
    private final List<String> sent = new ArrayList<>();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<Runnable> unwritten = new ArrayList<>();
    private boolean stalled;
    private boolean gathering;
    private int outstandingBytes;
    private CloseCode closedWith;
    private int reads;
    private int balanceRequests;
    private int left;
    private int pings;
    private int conflated;
    private Position begunAt;
    private boolean recovered;
    private String verified;
    private Instant now = START;

    SessionFixture() {
        this(TOKEN, Wire.PLAIN);
    }

    SessionFixture(AccessToken token, Wire wire) {
        this.token = token;
        this.wire = wire;
    }

    static AccessToken token(User user, Duration validFor) {
        return new AccessToken(user, "id", Set.of("user"), START, START.plus(validFor));
    }

    Session session() {
        return session(null);
    }

    /** A session of a client that has reached that place before. */
    Session session(Position since) {
        DeliveryConfig config = config();
        Share share = new Share(List.of(Share.Allowances.of(config, 1)));
        return new Session(token, this, since, share, config, this, this, () -> now);
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

    /** A change of that account's balance. */
    static Frame change(long sequence, int account) {
        String data = "{\"newBalance\":" + sequence + ",\"accountId\":\"" + new UUID(0, account) + "\"}";
        return Frame.of(new UserEvent(at(sequence), "balance_updated", data, "", Instant.EPOCH));
    }

    /** A transaction that is done. */
    static Frame completed(long sequence) {
        String data = "{\"transactionId\":\"" + new UUID(1, sequence) + "\"}";
        return Frame.of(new UserEvent(at(sequence), "transaction_completed", data, "", Instant.EPOCH));
    }

    static DeliveryConfig config() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(DeliveryConfig.class)
                .withDefaultValues(Map.of(
                        "ballast.delivery.max-held-events", Integer.toString(MAX_HELD),
                        "ballast.delivery.max-requests-in-flight", Integer.toString(MAX_REQUESTS),
                        "ballast.delivery.max-offences", Integer.toString(MAX_OFFENCES),
                        "ballast.delivery.max-outstanding-bytes", Integer.toString(MAX_OUTSTANDING),
                        "ballast.delivery.window-bytes", Integer.toString(WINDOW),
                        "ballast.delivery.max-waiting-frames", Integer.toString(MAX_WAITING),
                        "ballast.delivery.max-conflated-events", Integer.toString(MAX_CONFLATED),
                        "ballast.delivery.max-messages", Integer.toString(MAX_MESSAGES),
                        "ballast.delivery.offence-window", OFFENCE_WINDOW.toString()))
                .build()
                .getConfigMapping(DeliveryConfig.class);
    }

    /** From now on nothing that is written leaves. */
    void stall() {
        stalled = true;
    }

    /** From now on what is written leaves when it is flushed. */
    void gather() {
        stalled = true;
        gathering = true;
    }

    /** All that was written and has not left leaves, and what comes then too. */
    void goOn() {
        stalled = false;
        while (!unwritten.isEmpty()) {
            unwritten.removeFirst().run();
        }
    }

    /** The oldest that was written leaves. */
    void take() {
        unwritten.removeFirst().run();
    }

    /** Everything that was sent, as it was sent. */
    List<String> texts() {
        return List.copyOf(sent);
    }

    int conflated() {
        return conflated;
    }

    Position begunAt() {
        return begunAt;
    }

    boolean recovered() {
        return recovered;
    }

    /** The last token that was to be verified. */
    String verified() {
        return verified;
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

    /** The places that were told to be shown. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
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
    public Executor loop() {
        return this;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void send(byte[] text, Runnable written) {
        sent.add(new String(text, StandardCharsets.UTF_8));
        if (stalled) {
            outstandingBytes += text.length;
            unwritten.add(() -> {
                outstandingBytes -= text.length;
                written.run();
            });
        } else {
            written.run();
        }
    }

    @Override
    public void flush() {
        while (gathering && !unwritten.isEmpty()) {
            unwritten.removeFirst().run();
        }
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public void begin(Position start, boolean all) {
        begunAt = start;
        recovered = all;
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
    public void verify(Session session, JsonNode ackId, String text) {
        verified = text;
    }

    @Override
    public void acknowledge(Session session, Position shown) {
        acknowledged.add(shown.toString());
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
    public void conflated(Frame frame) {
        conflated++;
    }

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
