package io.ballast.ledger.batch;

import io.ballast.ledger.transfer.Chain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says which items of a batch are well formed and which belong together. */
final class BatchRules {

    private static final int MAX_REFERENCE = 140;
    private static final Pattern NO_CONTROL_CHARACTERS = Pattern.compile("\\P{Cntrl}*");

    private BatchRules() {}

    /** What is wrong with the form of the item, to be read after its field's name; empty if nothing is. */
    static Optional<String> violation(TransferBatchRequest.Item item) {
        if (item == null) {
            return Optional.of("must be an object");
        }
        if (item.fromAccountId() == null) {
            return Optional.of("fromAccountId must not be null");
        }
        if (item.toAccountId() == null) {
            return Optional.of("toAccountId must not be null");
        }
        if (item.amount() == null) {
            return Optional.of("amount must not be null");
        }
        return referenceViolation(item.reference());
    }

    private static Optional<String> referenceViolation(String reference) {
        if (reference == null) {
            return Optional.empty();
        }
        if (reference.length() > MAX_REFERENCE) {
            return Optional.of("reference must not be longer than " + MAX_REFERENCE + " characters");
        }
        return NO_CONTROL_CHARACTERS.matcher(reference).matches()
                ? Optional.empty()
                : Optional.of("reference must not contain control characters");
    }

    /**
     * Gives each item its group: items of one group are posted together or not at all.
     *
     * @param linked whether each item is linked to its next
     * @return the index of the first item after each group, rising
     */
    static List<Integer> groupEnds(BatchMode mode, List<Boolean> linked) {
        int size = linked.size();
        List<Integer> ends = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            boolean last = index == size - 1;
            boolean joined = mode == BatchMode.ATOMIC || mode == BatchMode.LINKED && linked.get(index);
            if (last || !joined) {
                ends.add(index + 1);
            }
        }
        return ends;
    }

    /** Breaks each group that has an unusable item, and makes a chain of each that has none. */
    static BatchPlan plan(BatchMode mode, List<BatchItem> items, List<Integer> groupEnds) {
        List<BatchItem> planned = new ArrayList<>(items.size());
        List<Chain> chains = new ArrayList<>(groupEnds.size());
        int start = 0;
        for (int end : groupEnds) {
            List<BatchItem> group = items.subList(start, end);
            int unusable = firstUnusable(group);
            if (unusable < 0) {
                planned.addAll(group);
                chains.add(chain(group));
            } else {
                planned.addAll(broken(group, start + unusable));
            }
            start = end;
        }
        return new BatchPlan(mode, planned, groupEnds, chains);
    }

    private static int firstUnusable(List<BatchItem> group) {
        for (int index = 0; index < group.size(); index++) {
            if (group.get(index) instanceof BatchItem.Unusable) {
                return index;
            }
        }
        return -1;
    }

    private static List<BatchItem> broken(List<BatchItem> group, int by) {
        return group.stream()
                .map(item -> item instanceof BatchItem.Ready ? new BatchItem.Broken(by) : item)
                .toList();
    }

    private static Chain chain(List<BatchItem> group) {
        return new Chain(
                group.stream().map(item -> ((BatchItem.Ready) item).transfer()).toList());
    }
}
