package io.ballast.bench.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.bench.load.Latencies;
import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Series;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How long it takes from a block with a credit to its event with a consumer of Kafka. The time begins before the chain is
 * told to take the credit, so that a block's making counts, too.
 */
final class CreditTimes {

    private static final String TYPE = "ce_type";
    private static final String CREDIT = "chain_credit_detected";
    private static final Duration POLL = Duration.ofMillis(5);
    private static final long LAST_EVENT_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int LEAST_PAUSE = 200;
    private static final int MOST_PAUSE = 800;

    private final ChainSet set;
    private final ChainSettings settings;
    private final int wallets;
    private final Progress progress;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final Map<Network, Latencies> latencies = new EnumMap<>(Network.class);

    /** @param wallets of each chain that are registered */
    CreditTimes(ChainSet set, ChainSettings settings, int wallets, Progress progress) {
        this.set = set;
        this.settings = settings;
        this.wallets = wallets;
        this.progress = progress;
        List.of(Network.values()).forEach(network -> latencies.put(network, new Latencies()));
    }

    /** Credits all chains at the same time, each one after the other. */
    void measure() throws Exception {
        try (KafkaConsumer<String, String> consumer = consumer();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> crediting = new ArrayList<>();
            for (Network network : Network.values()) {
                crediting.add(threads.submit(crediting(network)));
            }
            listen(consumer, crediting);
        }
        latencies.forEach((network, all) -> {
            progress.value(network.title() + ", block to event, p50", all.millis(0.5), "ms");
            progress.value(network.title() + ", block to event, p99", all.millis(0.99), "ms");
        });
    }

    private Callable<Void> crediting(Network network) {
        Random random = new Random(network.ordinal());
        return () -> {
            for (int units = 1; units <= settings.credits(); units++) {
                Thread.sleep(random.nextInt(LEAST_PAUSE, MOST_PAUSE));
                int wallet = 1 + random.nextInt(wallets);
                begun.put(key(network.chain(), network.address(wallet), Integer.toString(units)), System.nanoTime());
                set.chains().credit(network, wallet, units);
            }
            return null;
        };
    }

    private void listen(KafkaConsumer<String, String> consumer, List<Future<Void>> crediting) throws Exception {
        int missing = Network.values().length * settings.credits();
        long deadline = Long.MAX_VALUE;
        while (missing > 0 && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                missing -= isCredit(record) && arrived(record) ? 1 : 0;
            }
            if (deadline == Long.MAX_VALUE && crediting.stream().allMatch(Future::isDone)) {
                deadline = System.nanoTime() + LAST_EVENT_NANOS;
            }
        }
        for (Future<Void> each : crediting) {
            each.get();
        }
        if (missing > 0) {
            throw new IllegalStateException(missing + " credits were not told");
        }
    }

    private static boolean isCredit(ConsumerRecord<String, String> record) {
        return new String(record.headers().lastHeader(TYPE).value(), StandardCharsets.UTF_8).equals(CREDIT);
    }

    private boolean arrived(ConsumerRecord<String, String> record) throws Exception {
        long now = System.nanoTime();
        JsonNode credit = new ObjectMapper().readTree(record.value());
        String chain = credit.path("chain").asText();
        Long begin = begun.remove(key(
                chain, credit.path("address").asText(), credit.path("amountRaw").asText()));
        if (begin == null) {
            return false;
        }
        latencies.get(Network.of(chain)).add(now - begin);
        return true;
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        latencies.forEach((network, all) -> {
            Series median = new Series("ms");
            Series late = new Series("ms");
            median.add(all.millis(0.5));
            late.add(all.millis(0.99));
            String figure = "%s: block to event on Kafka, p50".formatted(network.title());
            figures.add(Figure.latency(figure, median, "p99 of the same, %,d wallets".formatted(wallets), late, null));
        });
        return figures;
    }

    private KafkaConsumer<String, String> consumer() {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, set.kafka()),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(ChainSet.TOPIC).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    private static String key(String chain, String address, String units) {
        return chain + ' ' + address + ' ' + units;
    }
}
