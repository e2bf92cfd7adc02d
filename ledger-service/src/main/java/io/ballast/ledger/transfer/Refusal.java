package io.ballast.ledger.transfer;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import java.util.UUID;

/** Why a transfer was not posted. A refusal changes nothing. */
public sealed interface Refusal {

    /** There is no such account in this tenant. */
    record UnknownAccount(UUID accountId) implements Refusal {}

    /** Both ends are the same account. */
    record SameAccount() implements Refusal {}

    /** The accounts hold different assets. */
    record AssetMismatch() implements Refusal {}

    /** The account takes part in no transactions now. */
    record NotActive(UUID accountId, AccountStatus status) implements Refusal {}

    /**
     * The account would go below its floor.
     *
     * @param payer the account as it was when this was decided
     * @param required smallest units that were asked for
     * @param spendable smallest units that could have been spent; negative if the account is below its floor
     */
    record InsufficientFunds(AccountState payer, long required, long spendable) implements Refusal {

        public long shortfall() {
            return Math.subtractExact(required, spendable);
        }
    }

    /**
     * The account would go above its ceiling.
     *
     * @param payee the account as it was when this was decided
     */
    record CeilingExceeded(AccountState payee) implements Refusal {}

    /** The account would hold more, or the system owe more, than a balance can express. */
    record BalanceOverflow(UUID accountId) implements Refusal {}

    /**
     * Another transfer of the same chain was refused, and all of a chain are posted or none.
     *
     * @param position the other's place in the chain, from 0
     */
    record ChainBroken(int position) implements Refusal {}
}
