package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;
import io.ballast.infrastructure.stellar.Entry.ContractValue;
import io.ballast.infrastructure.stellar.Entry.TrustLine;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** All entries of the ledger. What a transaction changed can be taken back until it is settled. Not thread-safe. */
final class State {

    private final Map<Key, Entry> entries;
    private final TreeSet<String> assets;
    private final Deque<Change> changes = new ArrayDeque<>();
    private int ledger;

    /** @param before {@code null} if there was none */
    private record Change(Key key, Entry before) {}

    State() {
        this(new HashMap<>(), new TreeSet<>());
    }

    private State(Map<Key, Entry> entries, TreeSet<String> assets) {
        this.entries = entries;
        this.assets = assets;
    }

    /** What is changed from now on is changed by that ledger. */
    void workAt(int sequence) {
        ledger = sequence;
    }

    int ledger() {
        return ledger;
    }

    Optional<Entry> find(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    Optional<Account> account(String id) {
        return find(new Key.OfAccount(id)).map(Account.class::cast);
    }

    Optional<TrustLine> trustLine(String account, String asset) {
        return find(new Key.OfTrustLine(account, asset)).map(TrustLine.class::cast);
    }

    /** The account's trustlines in the order of their assets. */
    List<TrustLine> trustLines(String account) {
        return assets.stream()
                .map(asset -> trustLine(account, asset))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A number that a contract keeps; zero if it has none of that name. */
    BigInteger number(String contract, String name) {
        return find(new Key.OfContract(contract, name))
                .map(ContractValue.class::cast)
                .map(ContractValue::value)
                .orElse(BigInteger.ZERO);
    }

    void setNumber(String contract, String name, BigInteger value) {
        put(new ContractValue(contract, name, value, ledger));
    }

    void put(Entry entry) {
        if (entry instanceof TrustLine line) {
            assets.add(line.asset());
        }
        changes.push(new Change(entry.key(), entries.put(entry.key(), entry.modifiedAt(ledger))));
    }

    void remove(Key key) {
        changes.push(new Change(key, Objects.requireNonNull(entries.remove(key))));
    }

    /** What was changed stays. */
    void settle() {
        changes.clear();
    }

    /** What was changed since it was settled last did not happen. */
    void takeBack() {
        while (!changes.isEmpty()) {
            Change change = changes.pop();
            if (change.before() == null) {
                entries.remove(change.key());
            } else {
                entries.put(change.key(), change.before());
            }
        }
    }

    /** The entries as they are now, whatever becomes of these. */
    State copy() {
        State copy = new State(new HashMap<>(entries), new TreeSet<>(assets));
        copy.ledger = ledger;
        return copy;
    }
}
