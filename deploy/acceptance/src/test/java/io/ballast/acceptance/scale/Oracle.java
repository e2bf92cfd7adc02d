package io.ballast.acceptance.scale;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what one user is sent, over all connections: the sequence rises by one, or the frame names what it leaves out and a
 * later balance stands for each of those; no {@code transaction_*} twice; nothing of another account; a balance never goes
 * back. A stream may begin anew only with another epoch, and then its balance stands for all that was untold.
 */
final class Oracle {

    /** What tells nothing of the stream. */
    private static final Set<String> ANSWERS = Set.of(
            "balance_subscribed", "balance_current", "error", "token_expiring", "token_refreshed", "acknowledged");

    private final String accountId;
    private final List<String> broken = new ArrayList<>();
    private final Set<String> transactions = new HashSet<>();
    private final Map<String, Integer> others = new HashMap<>();
    private final Set<Long> leftOut = new HashSet<>();
    private String epoch;
    private String last;
    private long sequence;
    private int beginnings;
    private long version;
    private long begunAtVersion;
    private BigDecimal balance;

    Oracle(String accountId) {
        this.accountId = accountId;
    }

    /** One more frame, in the order they came. */
    synchronized void see(JsonNode frame) {
        String event = frame.path("event").asText();
        String id = frame.path("id").asText("");
        JsonNode data = frame.path("data");
        if (event.equals("balance_initial")) {
            begin(id, data);
        } else if (!ANSWERS.contains(event)) {
            next(event, id, data);
        }
    }

    /** The id to go on from. */
    synchronized Optional<String> last() {
        return Optional.ofNullable(last);
    }

    /** What was seen since it was last asked, and must not be. */
    synchronized List<String> takeBroken() {
        List<String> taken = List.copyOf(broken);
        broken.clear();
        return taken;
    }

    synchronized boolean hasBegun() {
        return beginnings > 0;
    }

    /** How often the stream began anew after the first time. */
    synchronized int beginningsAnew() {
        return Math.max(0, beginnings - 1);
    }

    synchronized BigDecimal balance() {
        return balance;
    }

    /** How many events of a name came. */
    synchronized int count(String event) {
        return others.getOrDefault(event, 0);
    }

    /**
     * Those of the given transactions that were neither told nor covered by the balance of a stream that began anew.
     *
     * @param versions the account's version after each of them
     */
    synchronized List<String> untold(Map<String, Long> versions) {
        return versions.entrySet().stream()
                .filter(each -> !transactions.contains(each.getKey()) && each.getValue() > begunAtVersion)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is known to be lost counts once, and not against the faults that follow. */
    synchronized void settle(List<String> lost) {
        transactions.addAll(lost);
        leftOut.clear();
    }

    private void begin(String id, JsonNode data) {
        if (data.hasNonNull("accountId")) {
            balance(data, "balance");
        }
        if (id.isEmpty()) {
            // Redis is away: the balance of PostgreSQL, and another one with an id follows.
            return;
        }
        String begun = epoch(id);
        if (begun.equals(epoch)) {
            broken.add("begun anew in the same epoch: " + id);
        }
        epoch = begun;
        sequence = sequence(id);
        last = id;
        leftOut.clear();
        beginnings++;
        begunAtVersion = data.path("version").asLong();
    }

    private void next(String event, String id, JsonNode data) {
        if (!epoch(id).equals(epoch)) {
            broken.add("another epoch without a beginning: " + id + " after " + last);
        }
        data.path("skipped").forEach(skipped -> {
            sequence++;
            leftOut.add(skipped.asLong());
            if (skipped.asLong() != sequence) {
                broken.add("a gap among what " + id + " leaves out: " + skipped);
            }
        });
        if (sequence(id) != ++sequence) {
            broken.add("not the next: " + id + " after " + last);
            sequence = sequence(id);
        }
        data.path("conflates").forEach(conflated -> leftOut.remove(conflated.asLong()));
        last = id;
        tell(event, data);
    }

    private void tell(String event, JsonNode data) {
        if (event.equals("balance_updated")) {
            balance(data, "newBalance");
        } else if (event.startsWith("transaction_")) {
            own(data);
            String transaction = event + " " + data.path("transactionId").asText();
            if (event.equals("transaction_completed")) {
                transaction = data.path("transactionId").asText();
            }
            if (!transactions.add(transaction)) {
                broken.add("told twice: " + transaction);
            }
        } else {
            others.merge(event, 1, Integer::sum);
        }
    }

    private void balance(JsonNode data, String field) {
        own(data);
        long told = data.path("version").asLong();
        if (told >= version) {
            version = told;
            balance = data.path(field).decimalValue();
        }
    }

    private void own(JsonNode data) {
        if (!data.path("accountId").asText(accountId).equals(accountId)) {
            broken.add("somebody else's: " + data);
        }
    }

    /** What was left out and nothing stands for: looked at when all has arrived. */
    synchronized Set<Long> withoutSuccessor() {
        return Set.copyOf(leftOut);
    }

    private static String epoch(String id) {
        return id.substring(0, Math.max(0, id.indexOf(':')));
    }

    private static long sequence(String id) {
        return id.isEmpty() ? -1 : Long.parseLong(id.substring(id.indexOf(':') + 1));
    }
}
