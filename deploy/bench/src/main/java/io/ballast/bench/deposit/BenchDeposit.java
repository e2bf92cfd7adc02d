package io.ballast.bench.deposit;

import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Report;
import io.ballast.bench.report.Series;
import io.ballast.bench.set.Running;
import io.ballast.infrastructure.StellarSandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stellar.sdk.SorobanServer;

/** Measures the packaged auto-deposit-service, one replica, beside deposits that are made one after the other. */
public final class BenchDeposit implements AutoCloseable {

    /** Of each wallet in each round: 10 USDC. */
    private static final long UNITS = 100_000_000;

    private static final int PEER_WALLETS = 200;
    private static final int WARM_UP = 1;
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration BOUND = Duration.ofMinutes(4);

    private final DepositSettings settings;
    private final Progress progress = new Progress(System.out);
    private final DepositSet set;
    private final Series submitted = new Series("wallets/s");
    private final Series confirmed = new Series("wallets/s");
    private final Series median = new Series("ms");
    private final Series late = new Series("ms");
    private final Series peer = new Series("wallets/s");

    private BenchDeposit(DepositSettings settings) {
        this.settings = settings;
        progress.step("Starting PostgreSQL, Kafka and the Stellar sandbox");
        this.set = new DepositSet(settings);
    }

    public static void main(String[] arguments) throws Exception {
        // Answers of the JDK's server go in two writes, and the second would wait for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        DepositSettings settings = DepositSettings.ofEnvironment();
        Path result = settings.target().resolve("bench-deposit.json");
        Files.deleteIfExists(result);
        try (BenchDeposit bench = new BenchDeposit(settings)) {
            bench.measure();
            Report.print(System.out, bench.figures());
            Report.write(result, bench.figures());
            System.out.println("Written to " + result);
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        List<Wallet> wallets = Wallet.all(settings.wallets()).toList();
        List<Wallet> others = IntStream.rangeClosed(settings.wallets() + 1, settings.wallets() + PEER_WALLETS)
                .mapToObj(Wallet::of)
                .toList();
        progress.step("Making %,d accounts".formatted(wallets.size() + others.size()));
        StellarSandbox sandbox = set.sandbox();
        wallets.parallelStream().forEach(wallet -> sandbox.open(wallet.key(), 0));
        others.parallelStream().forEach(wallet -> sandbox.open(wallet.key(), (settings.rounds() + WARM_UP) * UNITS));
        set.start(wallets);
        Records records = new Records(set.postgres());
        records.register(wallets, sandbox.closeLedger());
        try (SorobanServer direct = new SorobanServer(sandbox.rpcUrl());
                SorobanServer slow = new SorobanServer(set.slowUrl())) {
            Payers payers = new Payers(sandbox, direct, wallets.size());
            OneAfterAnother oneAfterAnother = new OneAfterAnother(slow);
            for (int round = 1 - WARM_UP; round <= settings.rounds(); round++) {
                progress.step(round < 1 ? "Warming up" : "Round %d of %d".formatted(round, settings.rounds()));
                Handling handling = handle(payers.pay(wallets, round, UNITS));
                double perSecond = oneAfterAnother(oneAfterAnother, others);
                if (round >= 1) {
                    keep(handling, perSecond);
                }
            }
        }
        records.requireAllOnce(settings.rounds() + WARM_UP, UNITS);
        requireEmpty(wallets);
    }

    private double oneAfterAnother(OneAfterAnother peer, List<Wallet> wallets) throws Exception {
        double perSecond = peer.submit(wallets, UNITS, settings.duration());
        set.sandbox().closeLedger();
        return perSecond;
    }

    private Handling handle(List<Credit> credits) throws Exception {
        Handling handling = new Handling();
        try (Running running = new Running();
                KafkaConsumer<String, String> events = events();
                KafkaProducer<String, String> producer = producer()) {
            running.keep(new Ledgers(set.sandbox(), settings.ledger()));
            for (Credit credit : credits) {
                handling.told(credit.wallet().id().toString(), System.nanoTime());
                producer.send(credit.record());
            }
            producer.flush();
            long deadline = System.nanoTime() + BOUND.toNanos();
            while (!handling.isDone()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("After %s: %s".formatted(BOUND, handling));
                }
                for (ConsumerRecord<String, String> event : events.poll(POLL)) {
                    handling.happened(type(event), event.key(), System.nanoTime());
                }
            }
        }
        return handling;
    }

    private void keep(Handling handling, double perSecond) {
        progress.value("submitted", submitted.add(handling.submittedPerSecond()), "wallets/s");
        progress.value("confirmed", confirmed.add(handling.confirmedPerSecond()), "wallets/s");
        progress.value("told to submitted, p50", median.add(handling.latencies().millis(0.5)), "ms");
        progress.value("told to submitted, p99", late.add(handling.latencies().millis(0.99)), "ms");
        progress.value("one after the other", peer.add(perSecond), "wallets/s");
    }

    /** All that came in is in the vault, by the network's own word. */
    private void requireEmpty(List<Wallet> wallets) {
        long left = wallets.stream()
                .mapToLong(wallet -> set.sandbox().usdcOf(wallet.account()))
                .sum();
        if (left != 0) {
            throw new IllegalStateException(left + " units are still in the wallets");
        }
    }

    private List<Figure> figures() {
        String other = "one wallet after the other by the SDK";
        String all = "%,d wallets in one ledger: ".formatted(settings.wallets());
        return List.of(
                Figure.rate(all + "submitted", submitted, other, peer, null),
                Figure.rate(all + "confirmed", confirmed, other + ", submitted", peer, null),
                Figure.latency(all + "told to submitted, p50", median, "p99 of the same", late, null));
    }

    private static String type(ConsumerRecord<String, String> event) {
        return new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, set.kafka()),
                new StringSerializer(),
                new StringSerializer());
    }

    private KafkaConsumer<String, String> events() {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, set.kafka()),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(DepositSet.TOPIC).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    @Override
    public void close() {
        set.close();
    }
}
