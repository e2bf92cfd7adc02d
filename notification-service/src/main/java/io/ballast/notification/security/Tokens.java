package io.ballast.notification.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;

/**
 * Verifies tokens wherever they stand: in a handshake, in Socket.IO's CONNECT, in a message on an open socket. The issuer is
 * the one that the token names, if it is trusted, and it can only speak for its own tenants.
 */
@ApplicationScoped
public class Tokens {

    private static final int MAX_LENGTH = 8192;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, TrustedIssuer> byIssuer;
    private final Revocations revocations;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    Tokens(IssuersConfig config, Revocations revocations) {
        this.revocations = revocations;
        this.maxWaiting = config.maxWaiting();
        this.byIssuer = config.issuers().values().stream()
                .collect(Collectors.toUnmodifiableMap(
                        IssuersConfig.Issuer::issuer,
                        issuer -> new TrustedIssuer(
                                issuer.issuer(), issuer.audience(), issuer.tenants(), keys(issuer, config))));
    }

    private static HttpsJwks keys(IssuersConfig.Issuer issuer, IssuersConfig config) {
        Get get = new Get();
        get.setConnectTimeout((int) config.keysTimeout().toMillis());
        get.setReadTimeout((int) config.keysTimeout().toMillis());
        get.setRetries(0);
        HttpsJwks keys = new HttpsJwks(issuer.jwksUrl());
        keys.setSimpleHttpGet(get);
        keys.setDefaultCacheDuration(config.keysLifetime().toSeconds());
        keys.setRetainCacheOnErrorDuration(config.keysRetention().toSeconds());
        return keys;
    }

    /**
     * Verifies the token: signature, issuer, audience, expiry, tenant, and that it is not revoked.
     *
     * @param token or null
     */
    public Uni<TokenCheck> verify(String token) {
        if (token == null || token.isBlank()) {
            return Uni.createFrom().item(TokenCheck.refused(TokenCheck.Reason.TOKEN_MISSING));
        }
        TrustedIssuer issuer = token.length() > MAX_LENGTH ? null : byIssuer.get(issuerOf(token));
        if (issuer == null) {
            return Uni.createFrom().item(TokenCheck.refused(TokenCheck.Reason.TOKEN_INVALID));
        }
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return Uni.createFrom().item(TokenCheck.refused(TokenCheck.Reason.ISSUER_UNAVAILABLE));
        }
        return Uni.createFrom()
                .item(() -> issuer.verify(token))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(this::unlessRevoked)
                .eventually(waiting::decrementAndGet);
    }

    /** Whether a token that was good has been revoked. */
    public boolean isRevoked(AccessToken token) {
        return revocations.concern(token);
    }

    private TokenCheck unlessRevoked(TokenCheck check) {
        return check instanceof TokenCheck.Accepted(AccessToken token) && isRevoked(token)
                ? TokenCheck.refused(TokenCheck.Reason.TOKEN_REVOKED)
                : check;
    }

    /** Who the token says it is from, to be proven by its signature; empty if it can not be read. */
    private static String issuerOf(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return "";
        }
        try {
            JsonNode claims = MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return claims == null ? "" : claims.path("iss").asText("");
        } catch (JsonProcessingException | IllegalArgumentException notAToken) {
            return "";
        } catch (IOException e) {
            return "";
        }
    }
}
