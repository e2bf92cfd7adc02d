package io.ballast.notification.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.ballast.notification.state.AccountState;
import io.ballast.notification.state.WalletState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What {@code balance_initial} and {@code balance_current} say. The reference's clients read {@code balance}; the rest is
 * in addition.
 *
 * @param balance of the user's personal account, the first one known; null if nothing is known of this user: never an
 *     invented zero
 * @param accounts all accounts, if there are several; otherwise null
 * @param wallets what is known of the user's wallets on chain; null if nothing
 */
@JsonInclude(Include.NON_NULL)
record Balance(
        @JsonInclude(Include.ALWAYS) BigDecimal balance,
        UUID accountId,
        String asset,
        Long version,
        Instant timestamp,
        List<Account> accounts,
        List<WalletState> wallets) {

    /** One of several accounts. */
    record Account(UUID accountId, String asset, BigDecimal balance, long version, Instant timestamp) {

        private static Account of(AccountState state) {
            return new Account(state.accountId(), state.asset(), state.balance(), state.version(), state.updatedAt());
        }
    }

    /** @param states the user's accounts, the personal one first */
    static Balance of(List<AccountState> states, List<WalletState> known) {
        List<WalletState> wallets = known.isEmpty() ? null : List.copyOf(known);
        if (states.isEmpty()) {
            return new Balance(null, null, null, null, null, null, wallets);
        }
        AccountState personal = states.getFirst();
        List<Account> accounts =
                states.size() == 1 ? null : states.stream().map(Account::of).toList();
        return new Balance(
                personal.balance(),
                personal.accountId(),
                personal.asset(),
                personal.version(),
                personal.updatedAt(),
                accounts,
                wallets);
    }
}
