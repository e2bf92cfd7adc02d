package io.ballast.local.part;

import io.ballast.events.Topics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The topics that have to be there before the services start: the broker makes none by itself, as in a cluster. */
public final class TopicPlan {

    /** Who consumes what, by the consumer's short name. */
    private static final Map<String, List<String>> CONSUMERS = Map.of(
            "ledger", List.of(Topics.LEDGER_BALANCES),
            "notification", Topics.all(),
            "auto-deposit", List.of(Topics.CHAIN_BALANCES),
            "chain-balance", List.of(Topics.DEPOSITS));

    private TopicPlan() {}

    /** The topics of the events, and a dead letter queue for each consumer of one. */
    public static List<String> names() {
        return Stream.concat(Topics.all().stream(), deadLetterQueues()).toList();
    }

    private static Stream<String> deadLetterQueues() {
        return CONSUMERS.entrySet().stream()
                .flatMap(consumer ->
                        consumer.getValue().stream().map(topic -> Topics.deadLetterQueue(consumer.getKey(), topic)));
    }
}
