package io.ballast.ledger.account;

/**
 * How low and how high an account's balance may go. What the account holds back for others counts against the floor.
 *
 * @param floor smallest units, negative for an overdraft; null for as far as a number reaches
 * @param ceiling smallest units, not below the floor; null for as far as a number reaches
 */
public record Limits(Long floor, Long ceiling) {

    /** What an owner's account has until it is given others. */
    public static final Limits OF_OWNERS = new Limits(0L, null);

    /** The system's accounts are where money comes from. */
    public static final Limits NONE = new Limits(null, null);
}
