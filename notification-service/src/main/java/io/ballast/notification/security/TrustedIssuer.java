package io.ballast.notification.security;

import io.ballast.notification.user.User;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/** Verifies one issuer's tokens. May wait for the issuer's keys, so not to be called on an event loop. */
final class TrustedIssuer {

    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    private static final String TENANT = "tenant";
    private static final String GROUPS = "groups";

    private final JwtConsumer consumer;
    private final Optional<Set<String>> tenants;

    /** @param tenants whom it speaks for; empty for all */
    TrustedIssuer(String issuer, String audience, Optional<Set<String>> tenants, HttpsJwks keys) {
        this.tenants = tenants;
        this.consumer = new JwtConsumerBuilder()
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys))
                .build();
    }

    TokenCheck verify(String token) {
        try {
            return accept(consumer.processToClaims(token));
        } catch (InvalidJwtException e) {
            return TokenCheck.refused(reason(e));
        } catch (MalformedClaimException e) {
            return TokenCheck.refused(TokenCheck.Reason.TOKEN_INVALID);
        }
    }

    private TokenCheck accept(JwtClaims claims) throws MalformedClaimException {
        String tenant = claims.getStringClaimValue(TENANT);
        if (tenant == null || tenants.map(own -> !own.contains(tenant)).orElse(false)) {
            return TokenCheck.refused(TokenCheck.Reason.TOKEN_INVALID);
        }
        User user = new User(tenant, claims.getSubject());
        if (!user.isWellFormed()) {
            return TokenCheck.refused(TokenCheck.Reason.TOKEN_INVALID);
        }
        List<String> groups = claims.hasClaim(GROUPS) ? claims.getStringListClaimValue(GROUPS) : List.of();
        String id = claims.getJwtId() == null ? "" : claims.getJwtId();
        return new TokenCheck.Accepted(new AccessToken(
                user, id, Set.copyOf(groups), instant(claims.getIssuedAt()), instant(claims.getExpirationTime())));
    }

    private static Instant instant(NumericDate date) {
        return date == null ? Instant.EPOCH : Instant.ofEpochMilli(date.getValueInMillis());
    }

    private static TokenCheck.Reason reason(InvalidJwtException refusal) {
        if (refusal.hasErrorCode(ErrorCodes.EXPIRED)) {
            return TokenCheck.Reason.TOKEN_EXPIRED;
        }
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return TokenCheck.Reason.ISSUER_UNAVAILABLE;
            }
        }
        return TokenCheck.Reason.TOKEN_INVALID;
    }
}
