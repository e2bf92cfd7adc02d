package io.ballast.ledger.balance;

/** The Redis keys of a user's cached balance. */
final class BalanceKeys {

    /** The tenant of installations that serve only one; its keys are the reference's. */
    private static final String DEFAULT_TENANT = "default";

    private BalanceKeys() {}

    static String balance(String tenant, String userId) {
        return prefix(tenant) + "balance:user:" + userId;
    }

    /** Beside the balance, in the same hash slot of a cluster: what stands in braces decides the slot. */
    static String version(String tenant, String userId) {
        return "{" + balance(tenant, userId) + "}:version";
    }

    private static String prefix(String tenant) {
        return tenant.equals(DEFAULT_TENANT) ? "" : "tenant:" + tenant + ":";
    }
}
