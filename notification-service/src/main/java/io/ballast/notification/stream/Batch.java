package io.ballast.notification.stream;

import io.ballast.notification.user.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one call of Redis appends: all events of some users, each user's in their order.
 *
 * @param byUser the events of each user
 * @param places where those events were among all, in the order in which the call has them
 */
record Batch(Map<User, List<Publication>> byUser, List<Integer> places) {

    /** Spreads events over batches of so many users at most; a user is in one of them. */
    static List<Batch> of(List<UserStreams.Entry> entries, int users) {
        Map<User, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            places.computeIfAbsent(entries.get(i).user(), user -> new ArrayList<>())
                    .add(i);
        }
        List<Batch> batches = new ArrayList<>();
        places.forEach((user, ofUser) -> {
            if (batches.isEmpty() || batches.getLast().byUser().size() == users) {
                batches.add(new Batch(new LinkedHashMap<>(), new ArrayList<>()));
            }
            batches.getLast().add(user, ofUser, entries);
        });
        return batches;
    }

    private void add(User user, List<Integer> ofUser, List<UserStreams.Entry> entries) {
        byUser.put(
                user,
                ofUser.stream().map(place -> entries.get(place).publication()).toList());
        places.addAll(ofUser);
    }
}
