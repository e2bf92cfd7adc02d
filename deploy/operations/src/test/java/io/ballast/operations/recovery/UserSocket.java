package io.ballast.operations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A user's open socket: keeps every frame in the order it came. */
final class UserSocket implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    private UserSocket(URI address, String token) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(address, new Listener())
                .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** @param id the place in the user's stream; empty for an answer that has none */
    record Frame(String event, String id, JsonNode data) {

        private boolean hasPlace() {
            return !id.isEmpty();
        }
    }

    /** One that begins with the balance of now. */
    static UserSocket open(RunningService service, String token) {
        return new UserSocket(service.socket("/balance"), token);
    }

    /** One that goes on after the last frame that the user has seen. */
    static UserSocket resume(RunningService service, String token, String since) {
        return new UserSocket(service.socket("/balance?since=" + since), token);
    }

    /** The first frame of that name that is or will be there. */
    Frame await(String event, Predicate<JsonNode> matching) {
        return Awaitility.await("frame " + event)
                .atMost(BOUND)
                .until(
                        () -> frames.stream()
                                .filter(frame -> frame.event().equals(event) && matching.test(frame.data()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until it has been told of the transaction by both of its frames. */
    void awaitTold(String transaction) {
        await("balance_updated", data -> data.at("/transactionId").asText().equals(transaction));
        await(
                "transaction_completed",
                data -> data.at("/transactionId").asText().equals(transaction));
    }

    /** The transactions it was told of, each time, in order. */
    List<String> transactions() {
        return frames.stream()
                .filter(frame -> frame.event().equals("transaction_completed"))
                .map(frame -> frame.data().at("/transactionId").asText())
                .toList();
    }

    /** The balance that it was told last. */
    BigDecimal balance() {
        return frames.stream()
                .filter(frame -> frame.event().equals("balance_updated"))
                .reduce((older, newer) -> newer)
                .orElseThrow()
                .data()
                .at("/newBalance")
                .decimalValue();
    }

    /** The place of the newest frame. */
    String place() {
        return places().getLast();
    }

    /** The user has seen all that came. */
    void acknowledge() {
        socket.sendText("{\"event\":\"ack\",\"data\":{\"id\":\"%s\"}}".formatted(place()), true)
                .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Every frame follows the one before it, the first of them the given place; all in one epoch. */
    void assertNothingIsMissingSince(String place) {
        List<String> places = places();
        assertThat(places)
                .isEqualTo(Stream.iterate(following(place), UserSocket::following)
                        .limit(places.size())
                        .toList());
    }

    private static String following(String place) {
        String[] parts = place.split(":");
        return parts[0] + ":" + (Long.parseLong(parts[1]) + 1);
    }

    private List<String> places() {
        return frames.stream().filter(Frame::hasPlace).map(Frame::id).toList();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                frames.add(frame(partial.toString()));
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        private static Frame frame(String json) {
            try {
                JsonNode frame = EventJson.mapper().readTree(json);
                return new Frame(frame.path("event").asText(), frame.path("id").asText(""), frame.path("data"));
            } catch (IOException e) {
                throw new UncheckedIOException("Not a frame: " + json, e);
            }
        }
    }
}
