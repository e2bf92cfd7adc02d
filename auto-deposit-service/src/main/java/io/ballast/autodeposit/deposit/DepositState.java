package io.ballast.autodeposit.deposit;

import java.util.Locale;

/** How far a deposit is. Each is written down before what it allows is done. */
public enum DepositState {
    /** Decided, its credits taken. Next it is simulated. */
    PLANNED,
    /** The vault would take it. Next the transaction is built. */
    SIMULATED,
    /** The unsigned transaction is known. Next the signer's request is made. */
    BUILT,
    /** The signer's request is known. Next it is asked, again and again the same. */
    SIGNING,
    /** The signed transaction is known. Nothing was sent. */
    SIGNED,
    /** It may have been sent. */
    SUBMITTED,
    /** No attempt has taken place, nor can it any more. Next it is tried again, or given up. */
    EXPIRED,
    /** The vault holds the money. */
    CONFIRMED,
    /** No money has moved, nor will it. */
    FAILED,
    /** Whether money moved can not be proven: a person must look. */
    HELD,
    /** Decided, and by the rule's wish not done. */
    DRY_RUN;

    /** Nothing follows. */
    public boolean isFinal() {
        return this == CONFIRMED || this == FAILED || this == DRY_RUN;
    }

    /** The service goes on by itself. */
    public boolean isUnderWay() {
        return !isFinal() && this != HELD;
    }

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static DepositState ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
