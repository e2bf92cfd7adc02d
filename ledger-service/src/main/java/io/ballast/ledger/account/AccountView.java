package io.ballast.ledger.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account as clients see it. */
public record AccountView(
        UUID id,

        @Schema(enumeration = {"user", "community", "company", "system"})
        String ownerType,

        String ownerId,

        @Schema(enumeration = {"personal", "company", "system"})
        String type,

        @Schema(examples = "USD") String asset,

        @Schema(enumeration = {"active", "frozen", "closed", "quarantined"})
        String status,

        @Schema(examples = "10000.00") BigDecimal balance,

        @Schema(description = "What holds keep back of it", examples = "120.00")
        BigDecimal held,

        @Schema(description = "The balance without what is held", examples = "9880.00")
        BigDecimal available,

        @Schema(description = "How low the balance may go; absent for the system's", examples = "0.00")
        BigDecimal floor,

        @Schema(
                description = "How high the balance may go; absent for as far as a number reaches",
                examples = "5000.00")
        BigDecimal ceiling,

        @Schema(description = "How many entries the account has, without gaps", examples = "1")
        long version,

        Instant createdAt) {

    public static AccountView of(AccountState state) {
        Account account = state.account();
        return new AccountView(
                account.id(),
                account.owner().type().wireName(),
                account.owner().id(),
                account.type().wireName(),
                account.asset().code(),
                account.status().wireName(),
                state.decimalBalance(),
                state.decimalHeld(),
                state.decimalAvailable(),
                decimal(account, account.limits().floor()),
                decimal(account, account.limits().ceiling()),
                state.version(),
                account.createdAt());
    }

    private static BigDecimal decimal(Account account, Long units) {
        return units == null ? null : account.asset().toDecimal(units);
    }
}
