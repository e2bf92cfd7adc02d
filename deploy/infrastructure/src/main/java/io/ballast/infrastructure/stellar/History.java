package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.AppliedTransaction.ListedPayment;
import io.ballast.infrastructure.stellar.ToldEvent.Position;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The ledgers as they were closed: as many as RPC servers keep, and as many as Horizon does. Not thread-safe. */
final class History {

    private final Map<String, AppliedTransaction> transactions = new HashMap<>();
    private final TreeMap<Position, ToldEvent> events = new TreeMap<>();
    private final TreeMap<Long, ListedPayment> payments = new TreeMap<>();
    private final TreeMap<Integer, Long> closeTimes = new TreeMap<>();
    private int oldest;
    private int oldestListed;
    private int latest;
    private int kept;
    private int keptListed;

    History(int first, long closedAt, int kept) {
        this.kept = kept;
        this.keptListed = kept;
        this.oldest = first;
        this.oldestListed = first;
        this.latest = first;
        closeTimes.put(first, closedAt);
    }

    void add(int ledger, long closedAt, List<AppliedTransaction> applied) {
        latest = ledger;
        closeTimes.put(ledger, closedAt);
        applied.forEach(this::add);
        forget();
    }

    private void add(AppliedTransaction transaction) {
        transactions.put(transaction.candidate().hash(), transaction);
        transaction.events().forEach(operation -> operation.forEach(event -> events.put(event.position(), event)));
        transaction.payments().forEach(payment -> payments.put(payment.id(), payment));
    }

    /** RPC servers keep so many ledgers from now on, and Horizon so many. */
    void keep(int ledgers, int listed) {
        kept = ledgers;
        keptListed = listed;
        forget();
    }

    int kept() {
        return kept;
    }

    /** What is forgotten does not come back when more is kept. */
    private void forget() {
        oldest = Math.max(oldest, latest - kept + 1);
        oldestListed = Math.max(oldestListed, latest - keptListed + 1);
        events.headMap(Position.startOf(oldest)).clear();
        payments.headMap(Position.startOf(oldestListed).operationId()).clear();
        closeTimes.headMap(closeTimes.floorKey(Math.min(oldest, oldestListed))).clear();
        transactions.values().removeIf(transaction -> transaction.ledger() < oldest);
    }

    int latest() {
        return latest;
    }

    int oldest() {
        return oldest;
    }

    /** The first ledger that Horizon knows. */
    int oldestListed() {
        return oldestListed;
    }

    /** When the ledger was closed, in seconds; of ledgers in which nothing happened it may be the one's before. */
    long closedAt(int ledger) {
        return closeTimes.floorEntry(ledger).getValue();
    }

    /** The ledger's hash: in this network that of its number and time. */
    String hash(int ledger) {
        ByteBuffer content =
                ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(ledger).putLong(closedAt(ledger));
        return HexFormat.of().formatHex(SandboxNetwork.sha256(content.array()));
    }

    Optional<AppliedTransaction> transaction(String hash) {
        return Optional.ofNullable(transactions.get(hash));
    }

    /** Events after {@code after} (exclusive) and before {@code end}, the oldest first. */
    List<ToldEvent> events(Position after, Position end, Predicate<ToldEvent> wanted, int limit) {
        return events.subMap(after, false, end, false).values().stream()
                .filter(wanted)
                .limit(limit)
                .toList();
    }

    /** The payments behind the given one that concern the account, or anybody. */
    List<ListedPayment> payments(Optional<String> account, long after, boolean descending, int limit) {
        var behind = descending ? payments.headMap(after, false).descendingMap() : payments.tailMap(after, false);
        return behind.values().stream()
                .filter(payment -> account.map(id -> concerns(payment, id)).orElse(true))
                .limit(limit)
                .toList();
    }

    private static boolean concerns(ListedPayment payment, String account) {
        return payment.payment().from().equals(account)
                || payment.payment().to().equals(account);
    }

    /** The same ledgers, whatever is added to these. */
    History copy() {
        History copy = new History(latest, closedAt(latest), kept);
        copy.oldest = oldest;
        copy.oldestListed = oldestListed;
        copy.keptListed = keptListed;
        copy.transactions.putAll(transactions);
        copy.events.putAll(events);
        copy.payments.putAll(payments);
        copy.closeTimes.putAll(closeTimes);
        return copy;
    }
}
