package io.ballast.acceptance.scale;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Transfers of 1.00 between users, so many a second: none waits for another, unless very many wait already. One that gets no
 * answer is repeated with its key until it is acknowledged.
 */
final class Payments implements AutoCloseable {

    private static final int PER_SECOND = 10;
    /** Ten seconds' worth: a machine that cannot keep up is not buried. */
    private static final int MOST_UNANSWERED = 100;

    private static final Duration SETTLED = Duration.ofSeconds(90);

    private final List<User> users;
    private final Client ledger;
    private final Collection<Payment> acknowledged = new ConcurrentLinkedQueue<>();
    private final Collection<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> running;
    private boolean begun;

    /** A transfer that was acknowledged, and when by {@link System#nanoTime()}. */
    record Payment(String id, User payer, User payee, long asked, long answered) {

        Duration took() {
            return Duration.ofNanos(answered - asked);
        }
    }

    Payments(List<User> users, Client ledger) {
        this.users = users;
        this.ledger = ledger;
    }

    /** Goes on with the next; what failed before this is not held against it. */
    synchronized void begin() {
        end();
        failures.clear();
        begun = true;
        running = clock.scheduleAtFixedRate(this::next, 0, 1_000 / PER_SECOND, TimeUnit.MILLISECONDS);
    }

    /** Begins no more, and waits until each that was begun is acknowledged. */
    void pause() {
        end();
        await("all transfers are acknowledged").atMost(SETTLED).until(() -> unanswered.get() == 0);
        if (!failures.isEmpty()) {
            throw new IllegalStateException(
                    "a transfer was refused", failures.iterator().next());
        }
    }

    List<Payment> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Waits until so many more have been asked for and acknowledged after this moment. */
    void awaitMore(int count) {
        long now = System.nanoTime();
        await(count + " more transfers")
                .atMost(SETTLED)
                .until(() -> acknowledged.stream()
                                .filter(payment -> payment.asked() > now)
                                .count()
                        >= count);
    }

    private synchronized void end() {
        begun = false;
        if (running != null) {
            running.cancel(false);
        }
    }

    private synchronized void next() {
        if (!begun || unanswered.get() >= MOST_UNANSWERED) {
            return;
        }
        int payer = ThreadLocalRandom.current().nextInt(users.size());
        int distance = ThreadLocalRandom.current().nextInt(1, users.size());
        unanswered.incrementAndGet();
        Thread.ofVirtual().start(() -> pay(users.get(payer), users.get((payer + distance) % users.size())));
    }

    private void pay(User payer, User payee) {
        long asked = System.nanoTime();
        try {
            String body = "{\"fromAccountId\":\"%s\",\"toAccountId\":\"%s\",\"amount\":1.00}"
                    .formatted(payer.accountId(), payee.accountId());
            String id =
                    ledger.post(payer.token(), "/v1/transfers", body).get("id").asText();
            acknowledged.add(new Payment(id, payer, payee, asked, System.nanoTime()));
        } catch (RuntimeException e) {
            failures.add(e);
        } finally {
            unanswered.decrementAndGet();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
