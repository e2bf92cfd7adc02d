package io.ballast.ledger.account;

/** Who an account belongs to: a user and a company may have the same id. */
public record Owner(OwnerType type, String id) {

    /** The one owner of all system accounts of a tenant. */
    public static final Owner SYSTEM = new Owner(OwnerType.SYSTEM, "system");

    public static Owner user(String id) {
        return new Owner(OwnerType.USER, id);
    }

    public boolean isSystem() {
        return type == OwnerType.SYSTEM;
    }
}
