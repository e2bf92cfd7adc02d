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
    TRANSFER(Side.FROM);

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
        TO
    }
}
