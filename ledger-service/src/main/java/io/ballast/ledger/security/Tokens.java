package io.ballast.ledger.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ballast.ledger.problem.IssuerUnavailable;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Verifies access tokens, and remembers which were good: a client sends the same token with every request, and checking its
 * signature costs more than most answers. Never beyond the token's own expiry, and only what was found good.
 */
@ApplicationScoped
class Tokens {

    private static final int MAX_LENGTH = 8192;

    private static final JwtConsumer UNVERIFIED = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .build();

    private final Map<String, TrustedIssuer> issuers;
    private final Cache<String, SecurityIdentity> verified;
    private final int maxWaiting;
    private final Vertx vertx;
    private final AtomicInteger waiting = new AtomicInteger();

    Tokens(TokensConfig config, Vertx vertx) {
        this.vertx = vertx;
        this.issuers = config.issuers().values().stream()
                .collect(Collectors.toUnmodifiableMap(
                        TokensConfig.Issuer::issuer, issuer -> new TrustedIssuer(issuer, config)));
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.verifiedSize())
                .expireAfterWrite(config.verifiedTtl())
                .build();
        this.maxWaiting = config.maxWaiting();
    }

    /**
     * Who the token was issued for: at once if it is known, else when it is verified.
     *
     * @return fails with {@link AuthenticationFailedException} if it is not good, caused by {@link IssuerUnavailable} if
     *     nobody can tell now
     */
    Uni<SecurityIdentity> identify(String token) {
        SecurityIdentity known = verified.getIfPresent(token);
        if (known != null && token(known).isValidAt(Instant.now())) {
            return Uni.createFrom().item(known);
        }
        return verify(token);
    }

    /** On a worker, since keys may have to be fetched; told on the request's own context, where its scope is. */
    private Uni<SecurityIdentity> verify(String token) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return Uni.createFrom()
                    .failure(new AuthenticationFailedException(
                            new IssuerUnavailable("Too many tokens wait for their verification")));
        }
        Context request = vertx.getOrCreateContext();
        return Uni.createFrom()
                .item(() -> issuerOf(token).verify(token))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(step -> request.runOnContext(ignored -> step.run()))
                .map(Tokens::identity)
                .invoke(identity -> verified.put(token, identity))
                .eventually(waiting::decrementAndGet);
    }

    /** The one that the token names, to be proven by its signature. */
    private TrustedIssuer issuerOf(String token) {
        TrustedIssuer issuer = token.length() > MAX_LENGTH ? null : issuers.get(claimedIssuer(token));
        if (issuer == null) {
            throw new AuthenticationFailedException("No token of a trusted issuer");
        }
        return issuer;
    }

    private static String claimedIssuer(String token) {
        try {
            return Objects.requireNonNullElse(UNVERIFIED.processToClaims(token).getIssuer(), "");
        } catch (InvalidJwtException | MalformedClaimException e) {
            throw new AuthenticationFailedException(e);
        }
    }

    private static SecurityIdentity identity(AccessToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addRoles(token.groups())
                .build();
    }

    private static AccessToken token(SecurityIdentity identity) {
        return (AccessToken) identity.getPrincipal();
    }
}
