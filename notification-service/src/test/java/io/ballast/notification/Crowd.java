package io.ballast.notification;

import static org.awaitility.Awaitility.await;

import io.ballast.events.Event;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.notification.Follower.TokenSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Several followers, who are all paid at once. Used by one thread. */
public final class Crowd implements AutoCloseable {

    private static final Duration SETTLED = Duration.ofSeconds(90);
    /** More than a replica has in its hands, and few enough that a slow machine is not asked for more than it can do. */
    private static final int UNTOLD = 20;

    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private final KafkaBroker kafka;
    private final TokenSource tokens;

    public Crowd(KafkaBroker kafka, TokenSource tokens) {
        this.kafka = kafka;
        this.tokens = tokens;
    }

    /** So many more, connected there and given their balances. */
    public Crowd join(int count, URI balance) {
        followers.addAll(together(Stream.<Callable<Follower>>generate(() -> () -> joined(balance))
                .limit(count)
                .toList()));
        return this;
    }

    public List<Follower> followers() {
        return List.copyOf(followers);
    }

    /** Each is paid once, twice delivered. */
    public void pay() {
        LedgerFixture.publish(kafka, followers.stream().flatMap(Follower::pay).toArray(Event<?>[]::new));
    }

    /** Pays again and again until that holds; who is cut off comes back to what is given, unless that is null. */
    public void payUntil(BooleanSupplier over, Supplier<URI> refuge) {
        while (!over.getAsBoolean()) {
            pay();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(SETTLED)
                    .until(() -> over.getAsBoolean() || followers.stream().allMatch(Crowd::isReadyForMore));
            if (refuge != null) {
                comeBack(refuge.get());
            }
        }
    }

    /** Pays while that happens on another thread, whose failure is the caller's. */
    public void payWhile(Runnable happening, Supplier<URI> refuge) {
        FutureTask<Void> task = new FutureTask<>(happening, null);
        Thread.ofVirtual().start(task);
        payUntil(task::isDone, refuge);
        result(task);
    }

    /** Those whose connection has ended come back there, all at once. */
    public void comeBack(URI balance) {
        together(followers.stream()
                .filter(Follower::isCut)
                .map(follower -> Executors.callable(() -> follower.comeBack(balance)))
                .toList());
    }

    private Follower joined(URI balance) {
        Follower follower = Follower.at(balance, tokens);
        follower.awaitBalance();
        return follower;
    }

    private static <T> List<T> together(List<Callable<T>> tasks) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(tasks).stream().map(Crowd::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A failure is told with its cause. */
    private static <T> T result(Future<T> ended) {
        if (ended.state() == Future.State.FAILED) {
            throw new IllegalStateException(ended.exceptionNow());
        }
        return ended.resultNow();
    }

    /** Waits until each has been told of all its payments, and has the oracle judge. */
    public void check() {
        await().atMost(SETTLED).until(() -> followers.stream().allMatch(follower -> follower.untold() == 0));
        followers.forEach(Follower::check);
    }

    private static boolean isReadyForMore(Follower follower) {
        return follower.isCut() || follower.untold() < UNTOLD;
    }

    @Override
    public void close() {
        followers.forEach(Follower::close);
    }
}
