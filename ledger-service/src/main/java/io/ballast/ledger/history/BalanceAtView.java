package io.ballast.ledger.history;

import io.ballast.ledger.account.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an account held at a moment of the past.
 *
 * @param version how many entries the account had then; 0 before its first
 * @param asOf the moment that was asked for
 */
@Schema(name = "BalanceAt")
public record BalanceAtView(UUID accountId, String asset, BigDecimal balance, long version, Instant asOf) {

    static BalanceAtView of(Account account, BalanceAt balance, Instant moment) {
        return new BalanceAtView(
                account.id(),
                account.asset().code(),
                account.asset().toDecimal(balance.balance()),
                balance.version(),
                moment);
    }
}
