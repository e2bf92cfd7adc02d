package io.ballast.acceptance.scale;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What goes wrong, or is done on purpose, while money moves; and how it is made good again. */
enum Fault {
    /** What the others are held against. */
    NOTHING("nothing", set -> {}, set -> {}),
    LEDGER_KILLED(
            "a replica of ledger-service is killed and started again", kill(Service.LEDGER), start(Service.LEDGER)),
    NOTIFICATION_KILLED(
            "a replica of notification-service is killed and started again",
            kill(Service.NOTIFICATION),
            start(Service.NOTIFICATION)),
    CHAIN_BALANCE_KILLED(
            "a replica of chain-balance-service is killed and started again",
            kill(Service.CHAIN_BALANCE),
            start(Service.CHAIN_BALANCE)),
    AUTO_DEPOSIT_KILLED(
            "a replica of auto-deposit-service is killed and started again",
            kill(Service.AUTO_DEPOSIT),
            start(Service.AUTO_DEPOSIT)),
    KAFKA_KILLED(
            "a Kafka broker is killed and started again",
            set -> set.kafka().brokers().getFirst().kill(),
            Fault::restartKafka),
    POSTGRES_PRIMARY_KILLED(
            "the PostgreSQL primary is killed, its standby promoted, a new standby made",
            set -> set.postgres().failOver(),
            set -> set.postgres().rejoin()),
    POSTGRES_STANDBY_KILLED(
            "the PostgreSQL standby is killed and started again; commits wait for it",
            set -> {
                set.postgres().standby().kill();
                set.postgres().standby().restart();
            },
            set -> Awaitility.await().until(() -> set.postgres().isSynchronous())),
    REDIS_PRIMARY_KILLED(
            "the Redis primary is killed, its replica promoted, a new replica made",
            set -> set.redis().failOver(),
            set -> set.redis().rejoin()),
    REDIS_WRITES_LOST(
            "the same, and the replica had not heard of the last writes",
            Fault::loseWritesOfRedis,
            set -> set.redis().rejoin()),
    /** In the order of deploy/docs/upgrade.md: consumers before producers. */
    NOTIFICATION_UPGRADED("all replicas of notification-service are replaced in turn", Service.NOTIFICATION),
    AUTO_DEPOSIT_UPGRADED("all replicas of auto-deposit-service are replaced in turn", Service.AUTO_DEPOSIT),
    CHAIN_BALANCE_UPGRADED("all replicas of chain-balance-service are replaced in turn", Service.CHAIN_BALANCE),
    LEDGER_UPGRADED("all replicas of ledger-service are replaced in turn", Service.LEDGER);

    private static final Duration WHOLE = Duration.ofSeconds(60);
    /** Some dozens of events. */
    private static final long LOST_BYTES = 50_000;

    private final String description;
    private final Consumer<ScaledSet> strike;
    private final Consumer<ScaledSet> mend;

    Fault(String description, Consumer<ScaledSet> strike, Consumer<ScaledSet> mend) {
        this.description = description;
        this.strike = strike;
        this.mend = mend;
    }

    /** Old and new replicas run beside each other until it is mended. */
    Fault(String description, Service upgraded) {
        this(
                description,
                set -> {
                    set.deployment(upgraded).prepare(Build.present());
                    set.deployment(upgraded).replaceOldest();
                },
                set -> set.deployment(upgraded).replaceRest());
    }

    /**
     * The faults of a list such as {@code ledger-killed,kafka-killed}, or {@code all}, or {@code upgrades}.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Stream<Fault> named(String list) {
        return switch (list) {
            case "all" -> Arrays.stream(values());
            case "upgrades" ->
                Stream.of(NOTIFICATION_UPGRADED, AUTO_DEPOSIT_UPGRADED, CHAIN_BALANCE_UPGRADED, LEDGER_UPGRADED);
            default ->
                Arrays.stream(list.split(","))
                        .map(name ->
                                valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
        };
    }

    String description() {
        return description;
    }

    void strike(ScaledSet set) {
        strike.accept(set);
    }

    /** Returns when all parts and replicas are there again. */
    void mend(ScaledSet set) {
        mend.accept(set);
    }

    /** Only these may cost a user's stream its place: Redis replicates asynchronously. */
    boolean mayBeginStreamsAnew() {
        return this == REDIS_PRIMARY_KILLED || this == REDIS_WRITES_LOST;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Consumer<ScaledSet> kill(Service service) {
        return set -> set.deployment(service).oldest().kill();
    }

    private static Consumer<ScaledSet> start(Service service) {
        return set -> set.deployment(service).oldest().start();
    }

    private static void loseWritesOfRedis(ScaledSet set) {
        long written = set.redis().written();
        set.redis().fallBehind();
        Awaitility.await("writes that are lost")
                .atMost(WHOLE)
                .until(() -> set.redis().written() > written + LOST_BYTES);
        set.redis().failOver();
    }

    private static void restartKafka(ScaledSet set) {
        set.kafka().brokers().getFirst().restart();
        Awaitility.await("every broker has everything").atMost(WHOLE).until(set.kafka()::isWhole);
    }
}
