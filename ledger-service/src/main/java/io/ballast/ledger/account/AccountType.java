package io.ballast.ledger.account;

import java.util.Locale;

/** What an account is for. */
public enum AccountType {
    /** A user's or a community's own money. */
    PERSONAL,
    /** A company's money. */
    COMPANY,
    /** The other side of what enters or leaves the ledger; the only type that may go below zero. */
    SYSTEM;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an owner of that kind can open an account of this type. */
    public boolean fits(OwnerType owner) {
        return switch (this) {
            case PERSONAL -> owner == OwnerType.USER || owner == OwnerType.COMMUNITY;
            case COMPANY -> owner == OwnerType.COMPANY;
            case SYSTEM -> owner == OwnerType.SYSTEM;
        };
    }

    /** The type of that wire name. */
    public static AccountType ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
