package io.ballast.chainbalance.check;

import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of a check.
 *
 * @param owner whose funds; without it the caller's
 * @param asset by its symbol
 * @param amount in whole units, more than zero
 * @param purpose what it is for, in a word that goes into {@code balance_insufficient}, for example {@code donation}
 * @param chain with it, only wallets on that chain count
 * @param network with it, only wallets on that network count
 */
public record BalanceCheckRequest(
        Owner owner,
        @Schema(maxLength = 32) String asset,
        BigDecimal amount,
        @Schema(maxLength = 32) String purpose,
        @Schema(maxLength = 32) String chain,
        @Schema(maxLength = 64) String network) {

    /** @param type user (default), community, company or system */
    public record Owner(
            @Schema(enumeration = {"user", "community", "company", "system"})
            String type,

            @Schema(maxLength = 128) String id) {}
}
