package io.ballast.ledger.transfer;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a ledger is, in as few words as possible: no batches, no limits of a number's size until the end, a copy of everything
 * before each chain. {@link PostingRules} must always come to the same.
 */
final class LedgerModel {

    private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Map<UUID, ModelAccount> accounts = new HashMap<>();

    LedgerModel(List<AccountState> states) {
        states.forEach(state -> accounts.put(state.account().id(), ModelAccount.of(state)));
    }

    /** Whether each transfer was posted, in order. */
    List<Boolean> apply(List<Chain> chains) {
        List<Boolean> posted = new ArrayList<>();
        for (Chain chain : chains) {
            Map<UUID, ModelAccount> before = new HashMap<>(accounts);
            boolean all = chain.transfers().stream().allMatch(this::apply);
            if (!all) {
                accounts.putAll(before);
            }
            chain.transfers().forEach(transfer -> posted.add(all));
        }
        return posted;
    }

    ModelAccount account(UUID id) {
        return accounts.get(id);
    }

    private boolean apply(Transfer transfer) {
        ModelAccount from = accounts.get(transfer.from());
        ModelAccount to = accounts.get(transfer.to());
        if (from == null || to == null || from.equals(to) || !from.asset.equals(to.asset)) {
            return false;
        }
        ModelAccount debited = from.changed(-transfer.units(), -transfer.released());
        ModelAccount credited = to.changed(transfer.units(), 0);
        accounts.put(debited.id, debited);
        accounts.put(credited.id, credited);
        return debited.mayPay() && credited.mayReceive();
    }

    /** An account that may be in any state, also in one that the ledger does not allow. */
    record ModelAccount(
            UUID id,
            String asset,
            boolean active,
            Long floor,
            Long ceiling,
            BigInteger balance,
            BigInteger held,
            long version) {

        static ModelAccount of(AccountState state) {
            return new ModelAccount(
                    state.account().id(),
                    state.account().asset().code(),
                    state.account().status() == AccountStatus.ACTIVE,
                    state.account().limits().floor(),
                    state.account().limits().ceiling(),
                    BigInteger.valueOf(state.balance()),
                    BigInteger.valueOf(state.held()),
                    state.version());
        }

        private ModelAccount changed(long units, long heldUnits) {
            return new ModelAccount(
                    id,
                    asset,
                    active,
                    floor,
                    ceiling,
                    balance.add(BigInteger.valueOf(units)),
                    held.add(BigInteger.valueOf(heldUnits)),
                    version + 1);
        }

        private boolean mayPay() {
            boolean aboveFloor = floor == null || balance.subtract(held).compareTo(BigInteger.valueOf(floor)) >= 0;
            return active && aboveFloor && balance.compareTo(LOWEST) >= 0;
        }

        private boolean mayReceive() {
            boolean belowCeiling = ceiling == null || balance.compareTo(BigInteger.valueOf(ceiling)) <= 0;
            return active && belowCeiling && balance.compareTo(HIGHEST) <= 0;
        }
    }
}
