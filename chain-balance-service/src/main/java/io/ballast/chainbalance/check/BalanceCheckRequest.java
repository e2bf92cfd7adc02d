package io.ballast.chainbalance.check;

import java.math.BigDecimal;

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
        Owner owner, String asset, BigDecimal amount, String purpose, String chain, String network) {

    /** @param type user (default), community, company or system */
    public record Owner(String type, String id) {}
}
