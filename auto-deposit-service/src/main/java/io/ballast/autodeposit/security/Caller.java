package io.ballast.autodeposit.security;

/**
 * Who asks.
 *
 * @param tenant the token's {@code tenant}
 * @param userId the token's {@code sub}
 * @param staff whether the token's {@code groups} name {@code admin} or {@code service}, who may see every user's
 */
public record Caller(String tenant, String userId, boolean staff) {

    /** Whether the caller may see what belongs to this user of the caller's tenant. */
    public boolean maySee(String owner) {
        return staff || userId.equals(owner);
    }
}
