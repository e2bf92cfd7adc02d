package io.ballast.autodeposit.security;

/**
 * Who asks.
 *
 * @param tenant the token's {@code tenant}
 * @param userId the token's {@code sub}
 * @param admin whether the token's {@code groups} name {@code admin}
 */
public record Caller(String tenant, String userId, boolean admin) {

    /** Whether the caller may see what belongs to this user of the caller's tenant. */
    public boolean maySee(String owner) {
        return admin || userId.equals(owner);
    }
}
