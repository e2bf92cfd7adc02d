package io.ballast.chainbalance.wallet;

/** Whose wallet it is: a user, community, company or the system itself, by its id in the tenant. */
public record Owner(OwnerType type, String id) {

    public static Owner user(String userId) {
        return new Owner(OwnerType.USER, userId);
    }
}
