package io.ballast.ledger.balance;

import io.ballast.ledger.account.AccountState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What an account holds.
 *
 * @param held what holds keep back of it
 * @param available the balance without what is held
 * @param version how many entries the account has, without gaps
 * @param asOf when this was true, by the database's clock
 */
public record BalanceView(
        UUID accountId,
        String asset,
        BigDecimal balance,
        BigDecimal held,
        BigDecimal available,
        long version,
        Instant asOf) {

    static BalanceView of(AccountState state) {
        return new BalanceView(
                state.account().id(),
                state.account().asset().code(),
                state.decimalBalance(),
                state.decimalHeld(),
                state.decimalAvailable(),
                state.version(),
                state.asOf());
    }
}
