package io.ballast.events.operation;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Counts records by offsets: of topics that compaction or transactions leave holes in, it counts the holes too. */
final class KafkaOffsets {

    private final Admin admin;

    KafkaOffsets(Admin admin) {
        this.admin = admin;
    }

    /** Records of the topic behind what the group has committed; all that are kept where it has committed nothing. */
    Uni<Long> lag(String group, String topic) {
        return Uni.combine()
                .all()
                .unis(kept(topic), committed(group))
                .with((kept, committed) -> kept.entrySet().stream()
                        .mapToLong(partition -> partition.getValue().behind(committed.get(partition.getKey())))
                        .sum());
    }

    /** Records of the topic that are kept; none if there is no such topic. */
    Uni<Long> depth(String topic) {
        return kept(topic)
                .map(partitions -> partitions.values().stream()
                        .mapToLong(range -> range.behind(null))
                        .sum());
    }

    private record Range(long first, long end) {

        long behind(OffsetAndMetadata committed) {
            return Math.max(0, end - (committed == null ? first : Math.max(first, committed.offset())));
        }
    }

    private Uni<Map<TopicPartition, Range>> kept(String topic) {
        return partitions(topic)
                .chain(partitions -> Uni.combine()
                        .all()
                        .unis(offsets(partitions, OffsetSpec.earliest()), offsets(partitions, OffsetSpec.latest()))
                        .with((first, end) -> partitions.stream()
                                .collect(Collectors.toMap(
                                        Function.identity(), each -> new Range(first.get(each), end.get(each))))));
    }

    private Uni<Set<TopicPartition>> partitions(String topic) {
        return uni(() -> admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .map(found -> found.partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toSet()))
                .onFailure(KafkaOffsets::isUnknown)
                .recoverWithItem(Set.of());
    }

    private Uni<Map<TopicPartition, Long>> offsets(Set<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(Function.identity(), each -> spec));
        return uni(() -> admin.listOffsets(question).all()).map(KafkaOffsets::values);
    }

    private static Map<TopicPartition, Long> values(Map<TopicPartition, ListOffsetsResultInfo> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().offset()));
    }

    private Uni<Map<TopicPartition, OffsetAndMetadata>> committed(String group) {
        return uni(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static <T> Uni<T> uni(Supplier<KafkaFuture<T>> question) {
        return Uni.createFrom().completionStage(() -> question.get().toCompletionStage());
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException
                || failure.getCause() instanceof UnknownTopicOrPartitionException;
    }
}
