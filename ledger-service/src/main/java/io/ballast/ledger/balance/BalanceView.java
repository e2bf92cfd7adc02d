package io.ballast.ledger.balance;

import io.ballast.ledger.account.AccountState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What an account holds.
 *
 * @param version how many entries the account has, without gaps; also the ETag
 * @param asOf when this was true, by the database's clock
 */
public record BalanceView(UUID accountId, String asset, BigDecimal balance, long version, Instant asOf) {

    static BalanceView of(AccountState state) {
        return new BalanceView(
                state.account().id(),
                state.account().asset().code(),
                state.decimalBalance(),
                state.version(),
                state.asOf());
    }
}
