package io.ballast.ledger.account;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads accounts for a caller: what the caller may not see is not there. */
@ApplicationScoped
public class VisibleAccounts {

    private static final Set<OwnerType> USERS = Set.of(OwnerType.USER);
    private static final Set<OwnerType> ALL = Set.of(OwnerType.values());

    private final TenantReads reads;
    private final Accounts accounts;

    VisibleAccounts(TenantReads reads, Accounts accounts) {
        this.reads = reads;
        this.accounts = accounts;
    }

    /** The account; fails with the problem {@code account-not-found} if the caller sees none of this id. */
    public Uni<AccountState> get(Caller caller, UUID id) {
        return reads.read(caller.tenant(), connection -> accounts.find(connection, id))
                .map(found -> visible(caller, found));
    }

    /** The caller's own personal account; fails with the problem {@code account-not-found} if there is none. */
    public Uni<AccountState> ownPersonal(Caller caller, String assetCode) {
        Owner owner = Owner.user(caller.userId());
        return reads.read(
                        caller.tenant(),
                        connection -> accounts.ofOwner(connection, owner, AccountType.PERSONAL, assetCode))
                .map(found -> visible(caller, found));
    }

    /** The accounts of an owner: staff see those of every kind of owner, a user only what is theirs. */
    public Uni<List<AccountState>> list(Caller caller, String ownerId) {
        if (caller.isStaff()) {
            return reads.read(caller.tenant(), connection -> accounts.list(connection, ownerId, ALL));
        }
        if (!caller.userId().equals(ownerId)) {
            return Uni.createFrom().item(List.of());
        }
        return reads.read(caller.tenant(), connection -> accounts.list(connection, ownerId, USERS));
    }

    private static AccountState visible(Caller caller, Optional<AccountState> found) {
        return found.filter(state -> AccountAccess.allows(caller, state.account()))
                .orElseThrow(() -> Problems.of(ProblemCode.ACCOUNT_NOT_FOUND));
    }
}
