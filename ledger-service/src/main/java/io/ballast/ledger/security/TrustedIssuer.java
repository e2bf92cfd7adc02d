package io.ballast.ledger.security;

import io.ballast.ledger.problem.IssuerUnavailable;
import io.quarkus.security.AuthenticationFailedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

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

    TrustedIssuer(TokensConfig.Issuer issuer, TokensConfig config) {
        this.tenants = issuer.tenants();
        this.consumer = new JwtConsumerBuilder()
                .setExpectedIssuer(issuer.issuer())
                .setExpectedAudience(issuer.audience())
                .setRequireExpirationTime()
                .setRequireSubject()
                .setJwsAlgorithmConstraints(ALGORITHMS)
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys(issuer.jwksUrl(), config)))
                .build();
    }

    private static HttpsJwks keys(String url, TokensConfig config) {
        Get get = new Get();
        get.setConnectTimeout((int) config.keysTimeout().toMillis());
        get.setReadTimeout((int) config.keysTimeout().toMillis());
        get.setRetries(0);
        HttpsJwks keys = new HttpsJwks(url);
        keys.setSimpleHttpGet(get);
        keys.setDefaultCacheDuration(config.keysLifetime().toSeconds());
        keys.setRetainCacheOnErrorDuration(config.keysRetention().toSeconds());
        return keys;
    }

    /**
     * @throws AuthenticationFailedException if the token is not good, or caused by {@link IssuerUnavailable} if that can not be
     *     found out, because the keys are not to be had
     */
    AccessToken verify(String token) {
        try {
            return accepted(consumer.processToClaims(token));
        } catch (InvalidJwtException e) {
            throw new AuthenticationFailedException(areKeysMissing(e) ? new IssuerUnavailable(e) : e);
        } catch (MalformedClaimException e) {
            throw new AuthenticationFailedException(e);
        }
    }

    /** A key that the server does not know has no cause; a server that is away, or answers with no keys, is one. */
    private static boolean areKeysMissing(InvalidJwtException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvableKeyException && cause.getCause() != null) {
                return true;
            }
        }
        return false;
    }

    private AccessToken accepted(JwtClaims claims) throws MalformedClaimException {
        String tenant = claims.getClaimValue(TENANT) instanceof String text ? text : null;
        if (tenants.isPresent() && (tenant == null || !tenants.get().contains(tenant))) {
            throw new AuthenticationFailedException("The issuer does not speak for this tenant");
        }
        List<String> groups = claims.hasClaim(GROUPS) ? claims.getStringListClaimValue(GROUPS) : List.of();
        Instant expiry = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
        return new AccessToken(claims.getSubject(), tenant, Set.copyOf(groups), expiry);
    }
}
