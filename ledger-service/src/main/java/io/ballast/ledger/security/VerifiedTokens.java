package io.ballast.ledger.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcIdentityProvider;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Remembers for a short while which tokens were verified: a client sends the same token with every request, and checking its
 * signature costs more than most answers. Never beyond the token's own expiry, and only what was found good.
 */
@ApplicationScoped
class VerifiedTokens implements IdentityProvider<TokenAuthenticationRequest> {

    /** Asked before the provider that verifies, whose priority is 0. */
    private static final int FIRST = 1;

    private final OidcIdentityProvider verifier;
    private final Cache<String, Verified> verified;

    VerifiedTokens(OidcIdentityProvider verifier, VerifiedTokensConfig config) {
        this.verifier = verifier;
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.size())
                .expireAfterWrite(config.ttl())
                .build();
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return FIRST;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        if (!(request.getToken() instanceof AccessTokenCredential credential)) {
            return verifier.authenticate(request, context);
        }
        String token = credential.getToken();
        Verified known = verified.getIfPresent(token);
        if (known != null && known.isValidAt(Instant.now())) {
            RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
            return Uni.createFrom().item(ofRequest(known.identity(), routing));
        }
        return verifier.authenticate(request, context).invoke(identity -> remember(token, identity));
    }

    private void remember(String token, SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken jwt && jwt.getExpirationTime() > 0) {
            Instant expiry = Instant.ofEpochSecond(jwt.getExpirationTime());
            verified.put(token, new Verified(ofRequest(identity, null), expiry));
        }
    }

    /** The identity knows the request that it came with; the next one has its own. */
    private static SecurityIdentity ofRequest(SecurityIdentity identity, RoutingContext routing) {
        return QuarkusSecurityIdentity.builder(identity)
                .addAttribute(HttpSecurityUtils.ROUTING_CONTEXT_ATTRIBUTE, routing)
                .build();
    }

    private static final class Verified {

        private final SecurityIdentity identity;
        private final Instant expiry;

        Verified(SecurityIdentity identity, Instant expiry) {
            this.identity = identity;
            this.expiry = expiry;
        }

        SecurityIdentity identity() {
            return identity;
        }

        boolean isValidAt(Instant now) {
            return now.isBefore(expiry);
        }
    }
}
