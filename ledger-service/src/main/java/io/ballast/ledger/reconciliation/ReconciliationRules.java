package io.ballast.ledger.reconciliation;

import io.ballast.ledger.account.StoredBalance;
import io.ballast.ledger.recalculation.EntryFault;
import io.ballast.ledger.recalculation.EntryPosition;
import io.ballast.ledger.recalculation.EntryTail;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what is stored of an account with its entries and its open holds. Everything compared must come from one snapshot, or from under the
 * account's lock.
 */
public final class ReconciliationRules {

    private ReconciliationRules() {}

    /**
     * @param from up to where the account had been proven
     * @param tail the entries after that
     * @param limit how many of them were read at most; if there are as many, others may follow
     */
    public static Examination examine(StoredBalance stored, EntryPosition from, EntryTail tail, long limit) {
        EntryPosition reached = from.after(tail);
        boolean isFinished = tail.entries() < limit;
        List<Drift> drifts = new ArrayList<>();
        add(drifts, DriftKind.VERSION_GAP, tail.misnumbered());
        add(drifts, DriftKind.RUNNING_BALANCE, tail.miscounted());
        if (stored.isMissing()) {
            drifts.add(new Drift(DriftKind.MISSING_BALANCE, reached.version(), reached.balance(), null));
        } else if (isFinished) {
            compare(drifts, DriftKind.VERSION, reached, BigDecimal.valueOf(reached.version()), stored.version());
            compare(drifts, DriftKind.BALANCE, reached, reached.balance(), stored.balance());
            compare(drifts, DriftKind.BACKUP, reached, reached.balance(), stored.backup());
            compare(drifts, DriftKind.HELD, reached, BigDecimal.valueOf(stored.openHolds()), stored.held());
        }
        return new Examination(List.copyOf(drifts), reached, tail.entries(), isFinished);
    }

    private static void add(List<Drift> drifts, DriftKind kind, EntryFault fault) {
        if (fault != null) {
            drifts.add(new Drift(kind, fault.version(), fault.expected(), fault.found()));
        }
    }

    private static void compare(
            List<Drift> drifts, DriftKind kind, EntryPosition reached, BigDecimal expected, long found) {
        if (expected.compareTo(BigDecimal.valueOf(found)) != 0) {
            drifts.add(new Drift(kind, reached.version(), expected, BigDecimal.valueOf(found)));
        }
    }
}
