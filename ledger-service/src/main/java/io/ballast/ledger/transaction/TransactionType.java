package io.ballast.ledger.transaction;

import java.util.Locale;

/** What a transaction is, as the user sees it. */
public enum TransactionType {
    /** The first money of an account, from the system account. */
    ACCOUNT_OPENING(Side.TO),
    /** Money from outside, asked for by a user and approved by an admin. */
    TOPUP(Side.TO),
    /** Money that leaves the ledger for something bought. */
    PAYMENT(Side.FROM),
    /** Money from one account to another. */
    TRANSFER(Side.FROM),
    /** Money given to a community or a company for nothing in return. */
    DONATION(Side.FROM),
    /** Money that a user has earned by a mission. */
    MISSION_REWARD(Side.TO),
    /** Money for which a user gets a reward. */
    REWARD_PURCHASE(Side.FROM),
    /** Money for a company's shares. */
    STOCK_PURCHASE(Side.FROM),
    /** Shares turned back into money. */
    STOCK_SALE(Side.TO),
    /** What a company has sold in a marketplace, in one sum. */
    MARKETPLACE_SETTLEMENT(Side.OWNER),
    /** One leg of an exchange of one asset for another. */
    EXCHANGE(Side.OWNER),
    /** A correction by an admin. */
    ADJUSTMENT(Side.OWNER),
    /** What takes another transaction back. */
    REVERSAL(Side.OWNER);

    private final Side side;

    TransactionType(Side side) {
        this.side = side;
    }

    /** Whose transaction it is: the other account is the counterparty. */
    public Side side() {
        return side;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of that wire name. */
    public static TransactionType ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** One of the two ends of a movement. */
    public enum Side {
        FROM,
        TO,
        /** The end that is not the system's; between two owners the one that gets the money. */
        OWNER
    }
}
