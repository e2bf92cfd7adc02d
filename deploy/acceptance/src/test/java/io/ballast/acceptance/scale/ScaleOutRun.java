package io.ballast.acceptance.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.acceptance.scale.Report.Pace;
import io.ballast.acceptance.scale.Report.Seen;
import io.ballast.acceptance.scale.Stories.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Money moves, and comes in from a chain, while one thing after the other is killed, replaced or promoted; meanwhile the
 * acceptance tests are told. Which: the system property {@code ballast.scale.faults} ({@code make acceptance-scale faults=…}).
 */
class ScaleOutRun {

    private static final int USERS = 8;
    private static final int BEFORE = 40;
    private static final int DURING = 60;
    private static final int AFTER = 60;
    private static final Duration SETTLED = Duration.ofSeconds(90);

    private static final Build BUILD = Build.first();
    private static final Report REPORT = new Report(BUILD);
    private static ScaledSet set;
    private static Client ledger;
    private static Books books;
    private static Audience audience;
    private static Payments payments;
    private static Income income;
    private static DeadLetters deadLetters;

    @BeforeAll
    static void startEverything() {
        set = ScaledSet.start(BUILD);
        Stories.of(set.home());
        ledger = new Client(new RoundRobin(set.deployment(Service.LEDGER)));
        List<User> users = IntStream.rangeClosed(1, USERS)
                .mapToObj(number -> User.open("user" + number, set.tokens(), ledger))
                .toList();
        books = new Books(set.postgres(), users);
        audience = Audience.of(users, new RoundRobin(set.deployment(Service.NOTIFICATION)), books, SETTLED);
        payments = new Payments(users, ledger);
        income = Income.of(users.getFirst(), audience.oracleOf(users.getFirst()), set);
        deadLetters = new DeadLetters(set.kafka());
    }

    @AfterAll
    static void stopEverything() {
        if (payments != null) {
            payments.close();
        }
        if (audience != null) {
            audience.close();
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
        try {
            List<String> broken = judged(fault);
            assertThat(broken).isEmpty();
        } catch (RuntimeException e) {
            REPORT.add(fault, e);
            throw e;
        }
    }

    private static List<String> judged(Fault fault) {
        // given
        int begunBefore = audience.begunAnew();
        payments.begin();
        payments.awaitMore(BEFORE);
        ledger.repeated().take();

        // when
        long struck = System.nanoTime();
        income.pay();
        fault.strike(set);
        payments.awaitMore(DURING);
        Told told = fault == Fault.NOTHING ? Stories.all() : Stories.repeated();
        long mending = System.nanoTime();
        fault.mend(set);
        Duration mended = since(mending);
        payments.awaitMore(AFTER);
        payments.pause();
        long ended = System.nanoTime();
        boolean arrived = arrived();

        // then
        Duration settled = arrived ? since(ended) : SETTLED;
        int anew = audience.begunAnew() - begunBefore;
        List<String> broken = broken(fault, told, anew);
        Pace pace = Pace.of(payments.acknowledged(), struck, ended);
        REPORT.add(new Seen(fault, pace, ledger.repeated().take(), mended, settled, anew, told.tests(), broken));
        return broken;
    }

    private static List<String> broken(Fault fault, Told told, int anew) {
        List<String> broken = new ArrayList<>(books.broken(payments.acknowledged()));
        broken.addAll(audience.broken());
        broken.addAll(income.broken());
        broken.addAll(deadLetters.broken());
        broken.addAll(told.failures());
        if (anew > 0 && !fault.mayBeginStreamsAnew()) {
            broken.add(anew + " streams began anew");
        }
        return broken;
    }

    /** Whether everything has arrived within the bound. */
    private static boolean arrived() {
        long deadline = System.nanoTime() + SETTLED.toNanos();
        await().atMost(SETTLED.plusSeconds(10))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> System.nanoTime() > deadline || (income.isTold() && audience.isTold()));
        return System.nanoTime() <= deadline;
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }
}
