package io.ballast.ledger.hold;

import io.ballast.ledger.account.VisibleAccounts;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads holds for a caller: what the caller may not see is not there. */
@ApplicationScoped
class VisibleHolds {

    private final TenantReads reads;
    private final Holds holds;
    private final VisibleAccounts accounts;

    VisibleHolds(TenantReads reads, Holds holds, VisibleAccounts accounts) {
        this.reads = reads;
        this.holds = holds;
        this.accounts = accounts;
    }

    /** The hold; fails with the problem {@code hold-not-found} if the caller sees none of this id. */
    Uni<Hold> get(Caller caller, UUID id) {
        return reads.read(caller.tenant(), connection -> holds.find(connection, id))
                .map(found -> visible(caller, found));
    }

    /** What the account holds back and has held back, newest first. */
    Uni<HoldList> list(Caller caller, UUID accountId, String cursor, int limit) {
        UUID before = HoldCursor.read(cursor);
        return accounts.get(caller, accountId)
                .chain(account ->
                        reads.read(caller.tenant(), connection -> holds.list(connection, accountId, before, limit + 1)))
                .map(found -> page(caller, found, limit));
    }

    private static HoldList page(Caller caller, List<Hold> found, int limit) {
        List<HoldView> items = found.stream()
                .limit(limit)
                .map(hold -> HoldView.of(hold, caller))
                .toList();
        return new HoldList(
                items, found.size() > limit ? HoldCursor.of(items.getLast().id()) : null);
    }

    private static Hold visible(Caller caller, Optional<Hold> found) {
        return found.filter(hold -> HoldAccess.maySee(caller, hold))
                .orElseThrow(() -> Problems.of(ProblemCode.HOLD_NOT_FOUND));
    }
}
