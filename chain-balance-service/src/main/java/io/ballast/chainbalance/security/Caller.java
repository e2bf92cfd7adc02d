package io.ballast.chainbalance.security;

/**
 * Who asks.
 *
 * @param tenant the token's {@code tenant}
 * @param userId the token's {@code sub}
 * @param admin whether the token's {@code groups} name {@code admin} or {@code service}, who act for any owner
 */
public record Caller(String tenant, String userId, boolean admin) {}
