package io.ballast.chainbalance.provider;

import io.ballast.chainbalance.chain.ReadResult;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What several providers agree on. A minority that lies or errs is outvoted; without a majority nothing is believed. */
public final class Quorum {

    private static final ReadResult DISAGREEMENT = new ReadResult.Failed("quorum_disagreement");

    private Quorum() {}

    /** The answer that was given at least so often. */
    public static <T> Optional<T> agreed(List<T> answers, int wanted) {
        return answers.stream()
                .filter(answer -> Collections.frequency(answers, answer) >= wanted)
                .findFirst();
    }

    /** Whether more answers could not change anything: for every read there are enough that agree. */
    public static boolean isSettled(List<List<ReadResult>> answers, int wanted) {
        return !answers.isEmpty()
                && IntStream.range(0, answers.getFirst().size())
                        .allMatch(read -> agreed(column(answers, read), wanted).isPresent());
    }

    /** Votes read by read: one that is disputed spoils only itself. */
    public static List<ReadResult> vote(List<List<ReadResult>> answers, int wanted) {
        return IntStream.range(0, answers.getFirst().size())
                .mapToObj(read -> agreed(column(answers, read), wanted).orElse(DISAGREEMENT))
                .toList();
    }

    private static List<ReadResult> column(List<List<ReadResult>> answers, int read) {
        return answers.stream().map(answer -> answer.get(read)).toList();
    }
}
