package io.ballast.ledger;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/**
 * A client that moves money between random accounts until it is stopped. What it is not sure of it sends again under the same
 * key until it is told: every key ends as posted or as refused.
 */
final class BankClient implements Runnable {

    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration BOUND = Duration.ofSeconds(90);

    private final int number;
    private final List<UUID> accounts;
    private final Sender sender;
    private final Random random;
    private final Queue<String> posted = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private volatile boolean failed;

    BankClient(int number, List<UUID> accounts, Sender sender) {
        this.number = number;
        this.accounts = accounts;
        this.sender = sender;
        this.random = new Random(number);
    }

    @Override
    public void run() {
        try {
            for (int count = 0; !stopped; count++) {
                move("bank-" + number + "-" + count);
            }
        } catch (Exception e) {
            failed = true;
            throw new IllegalStateException("Client " + number + " was told what nobody may be told", e);
        }
    }

    void stop() {
        stopped = true;
    }

    boolean hasFailed() {
        return failed;
    }

    Queue<String> posted() {
        return posted;
    }

    Queue<String> refused() {
        return refused;
    }

    private void move(String key) throws Exception {
        int from = random.nextInt(accounts.size());
        int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
        String amount = BigDecimal.valueOf(random.nextInt(400_000) + 1L, 2).toPlainString();
        String body = """
                {"fromAccountId": "%s", "toAccountId": "%s", "amount": %s, "reference": "%s"}""".formatted(accounts.get(from), accounts.get(to), amount, key);
        if (!isSettled(key, send(key, body))) {
            Awaitility.await().atMost(BOUND).pollInterval(PAUSE).until(() -> isSettled(key, send(key, body)));
        }
    }

    /** Null while nobody answers. */
    private HttpResponse<String> send(String key, String body) throws Exception {
        try {
            return sender.send(key, body);
        } catch (IOException away) {
            return null;
        }
    }

    private boolean isSettled(String key, HttpResponse<String> answer) {
        if (answer == null) {
            return false;
        }
        return switch (answer.statusCode()) {
            case CREATED -> posted.add(key);
            case UNPROCESSABLE -> refused.add(key);
            case CONFLICT, UNAVAILABLE -> false;
            default -> throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        };
    }

    /** Sends a transfer under a key. */
    @FunctionalInterface
    interface Sender {
        HttpResponse<String> send(String key, String body) throws Exception;
    }
}
