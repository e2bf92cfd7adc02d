package io.ballast.ledger;

import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/**
 * A client that holds money back, then captures it, voids it or leaves it, until it is stopped. What it is not sure of it sends
 * again under the same key until it is told.
 */
final class HoldingClient implements Runnable {

    private static final int UNPROCESSABLE = 422;
    private static final List<Integer> TRY_AGAIN = List.of(409, 503);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration BOUND = Duration.ofSeconds(90);

    private final List<UUID> accounts;
    private final Sender sender;
    private final Random random = new Random(1);
    private final Map<UUID, String> statuses = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private volatile boolean failed;

    HoldingClient(List<UUID> accounts, Sender sender) {
        this.accounts = accounts;
        this.sender = sender;
    }

    @Override
    public void run() {
        try {
            for (int count = 0; !stopped; count++) {
                hold("hold-" + count);
            }
        } catch (Exception e) {
            failed = true;
            throw new IllegalStateException("Who holds was told what nobody may be told", e);
        }
    }

    void stop() {
        stopped = true;
    }

    boolean hasFailed() {
        return failed;
    }

    /** What every hold that was acknowledged has become, as far as its client was told. */
    Map<UUID, String> statuses() {
        return statuses;
    }

    private void hold(String key) throws Exception {
        int from = random.nextInt(accounts.size());
        int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
        String body = """
                {"accountId": "%s", "toAccountId": "%s", "amount": 0.03}""".formatted(accounts.get(from), accounts.get(to));
        Optional<String> placed = settled("/v1/holds", key, body);
        if (placed.isPresent()) {
            UUID id = UUID.fromString(
                    EventJson.mapper().readTree(placed.get()).get("id").asText());
            statuses.put(id, "open");
            end(id, key);
        }
    }

    /** Money that is held back can always be captured: nobody has spent it otherwise. */
    private void end(UUID id, String key) throws Exception {
        String path = "/v1/holds/" + id;
        switch (random.nextInt(3)) {
            case 0 -> {
                settled(path + "/capture", key + "-capture", "{\"amount\": 0.01, \"final\": true}")
                        .orElseThrow();
                statuses.put(id, "captured");
            }
            case 1 -> {
                settled(path + "/void", key + "-void", "").orElseThrow();
                statuses.put(id, "voided");
            }
            default -> statuses.put(id, "open");
        }
    }

    /** The answer, or empty if the request was refused. */
    private Optional<String> settled(String path, String key, String body) {
        HttpResponse<String> answer = Awaitility.await()
                .atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .until(() -> send(path, key, body), sent -> sent != null && !TRY_AGAIN.contains(sent.statusCode()));
        if (answer.statusCode() >= 300 && answer.statusCode() != UNPROCESSABLE) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode() == UNPROCESSABLE ? Optional.empty() : Optional.of(answer.body());
    }

    /** Null while nobody answers. */
    private HttpResponse<String> send(String path, String key, String body) throws Exception {
        try {
            return sender.send(path, key, body);
        } catch (IOException away) {
            return null;
        }
    }

    /** Sends a request under a key. */
    @FunctionalInterface
    interface Sender {
        HttpResponse<String> send(String path, String key, String body) throws Exception;
    }
}
