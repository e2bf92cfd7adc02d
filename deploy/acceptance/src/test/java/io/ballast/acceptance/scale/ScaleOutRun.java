package io.ballast.acceptance.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.acceptance.scale.Payments.Payment;
import io.ballast.acceptance.scale.Report.Seen;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Money moves, and comes in from a chain, while one thing after the other is killed, replaced or promoted. Which: the system
 * property {@code ballast.scale.faults} ({@code make acceptance-scale faults=…}).
 */
class ScaleOutRun {

    private static final int USERS = 8;
    private static final int BEFORE = 40;
    private static final int DURING = 60;
    private static final int AFTER = 60;
    private static final Duration SETTLED = Duration.ofSeconds(90);

    private static final Report REPORT = new Report();
    private static ScaledSet set;
    private static List<Socket> sockets;
    private static Payments payments;
    private static Income income;
    private static Books books;
    private static DeadLetters deadLetters;

    @BeforeAll
    static void startEverything() {
        set = ScaledSet.start();
        books = new Books(set.postgres());
        deadLetters = new DeadLetters(set.kafka());
        Client ledger = new Client(new RoundRobin(set.replicas(Service.LEDGER)));
        RoundRobin notification = new RoundRobin(set.replicas(Service.NOTIFICATION));
        sockets = IntStream.rangeClosed(1, USERS)
                .mapToObj(number -> User.open("user" + number, set.tokens(), ledger))
                .map(user -> Socket.of(user, notification))
                .toList();
        await("all sockets")
                .atMost(SETTLED)
                .until(() -> sockets.stream().allMatch(socket -> socket.oracle().hasBegun()));
        payments = new Payments(sockets.stream().map(Socket::user).toList(), ledger);
        income = Income.of(sockets.getFirst().user(), sockets.getFirst().oracle(), set);
    }

    @AfterAll
    static void stopEverything() {
        if (payments != null) {
            payments.close();
        }
        if (sockets != null) {
            sockets.forEach(Socket::close);
        }
        if (set != null) {
            set.close();
        }
    }

    static Stream<Fault> faults() {
        return Fault.named(System.getProperty("ballast.scale.faults", "all"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void givenMoneyOnTheMove_whenThisHappens_thenNothingIsLostAndAllIsTold(Fault fault) {
        // given
        int begunBefore = begunAnew();
        payments.begin();
        payments.awaitMore(BEFORE);

        // when
        long struck = System.nanoTime();
        income.pay();
        fault.strike(set);
        payments.awaitMore(DURING);
        fault.mend(set);
        Duration whole = since(struck);
        payments.awaitMore(AFTER);
        payments.pause();
        long ended = System.nanoTime();
        boolean arrived = arrived();

        // then
        List<String> broken = new ArrayList<>(books.broken(payments.acknowledged()));
        sockets.forEach(socket -> broken.addAll(judged(socket)));
        broken.addAll(income.broken());
        broken.addAll(deadLetters.broken());
        int anew = begunAnew() - begunBefore;
        if (anew > 0 && !fault.mayBeginStreamsAnew()) {
            broken.add(anew + " streams began anew");
        }
        Duration settled = arrived ? since(ended) : SETTLED;
        REPORT.add(seen(fault, struck, ended, whole, settled, anew, broken));
        assertThat(broken).isEmpty();
    }

    /** Whether everything has arrived within the bound. */
    private static boolean arrived() {
        long deadline = System.nanoTime() + SETTLED.toNanos();
        await().atMost(SETTLED.plusSeconds(10))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> System.nanoTime() > deadline
                        || (income.isTold()
                                && sockets.stream()
                                        .allMatch(socket -> missing(socket).isEmpty())));
        return System.nanoTime() <= deadline;
    }

    /** What must not be of one user's socket once all has arrived. */
    private static List<String> judged(Socket socket) {
        List<String> broken = new ArrayList<>(socket.oracle().takeBroken());
        broken.addAll(missing(socket));
        socket.oracle().settle(untold(socket));
        return broken;
    }

    /** What one user has not been told yet. */
    private static List<String> missing(Socket socket) {
        Oracle oracle = socket.oracle();
        String user = socket.user().id();
        List<String> missing = new ArrayList<>();
        List<String> untold = untold(socket);
        if (!untold.isEmpty()) {
            missing.add("%s was not told of %s".formatted(user, untold));
        }
        if (!oracle.withoutSuccessor().isEmpty()) {
            missing.add("%s: nothing stands for %s".formatted(user, oracle.withoutSuccessor()));
        }
        BigDecimal balance = books.balanceOf(socket.user().accountId());
        if (oracle.balance() == null || oracle.balance().compareTo(balance) != 0) {
            missing.add("%s sees %s, the ledger has %s".formatted(user, oracle.balance(), balance));
        }
        return missing;
    }

    private static List<String> untold(Socket socket) {
        return socket.oracle().untold(books.transactionsOf(socket.user().accountId()));
    }

    private static Seen seen(
            Fault fault, long begin, long end, Duration whole, Duration settled, int anew, List<String> broken) {
        List<Payment> during = payments.acknowledged().stream()
                .filter(payment -> payment.answered() >= begin && payment.answered() <= end)
                .toList();
        Duration slowest =
                during.stream().map(Payment::took).max(Duration::compareTo).orElse(Duration.ZERO);
        return new Seen(fault, during.size(), silence(during, begin), slowest, whole, settled, anew, broken);
    }

    private static Duration silence(List<Payment> during, long begin) {
        long[] moments = LongStream.concat(LongStream.of(begin), during.stream().mapToLong(Payment::answered))
                .sorted()
                .toArray();
        return Duration.ofNanos(IntStream.range(1, moments.length)
                .mapToLong(i -> moments[i] - moments[i - 1])
                .max()
                .orElse(0));
    }

    private static int begunAnew() {
        return sockets.stream()
                .mapToInt(socket -> socket.oracle().beginningsAnew())
                .sum();
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }
}
