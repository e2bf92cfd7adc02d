package io.ballast.ledger.security;

import java.util.Set;

/**
 * Who asks, as the token says.
 *
 * @param tenant 1 to 63 lower-case letters, digits and hyphens: it becomes a part of Redis keys
 * @param userId the token's subject
 * @param roles the token's groups
 */
public record Caller(String tenant, String userId, Set<String> roles) {

    public static final String USER = "user";
    public static final String ADMIN = "admin";
    public static final String SERVICE = "service";
    public static final String OPERATOR = "operator";

    /** Whether the caller may act for every owner of the tenant. */
    public boolean isStaff() {
        return roles.contains(ADMIN) || roles.contains(SERVICE);
    }
}
