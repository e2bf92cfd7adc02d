package io.ballast.autodeposit.security;

import java.util.regex.Pattern;

/**
 * Who asks.
 *
 * @param tenant the token's {@code tenant}
 * @param userId the token's {@code sub}
 * @param staff whether the token's {@code groups} name {@code admin} or {@code service}, who may see every user's
 */
public record Caller(String tenant, String userId, boolean staff) {

    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SUBJECT = Pattern.compile("\\P{Cntrl}{1,128}");

    /** Whether the text can name a tenant: 1 to 63 lower-case letters, digits and hyphens. */
    public static boolean isTenant(String text) {
        return TENANT.matcher(text).matches();
    }

    /** Whether the text can be a token's subject, and so a user's id: 1 to 128 characters, none of them a control one. */
    public static boolean isSubject(String text) {
        return SUBJECT.matcher(text).matches();
    }

    /** Whether the caller may see what belongs to this user of the caller's tenant. */
    public boolean maySee(String owner) {
        return staff || userId.equals(owner);
    }
}
