package io.ballast.infrastructure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** A token in the making. Good as it is; tests make it bad on purpose, one property at a time. */
public final class TokenBuilder {

    private static final Duration VALID = Duration.ofHours(1);

    private final PublicJsonWebKey key;
    private final String subject;
    private final List<String> groups;
    private String tenant = TokenIssuer.DEFAULT_TENANT;
    private String issuer = TokenIssuer.ISSUER;
    private String audience = TokenIssuer.AUDIENCE;
    private Duration expiry = VALID;

    TokenBuilder(PublicJsonWebKey key, String subject, String... groups) {
        this.key = key;
        this.subject = subject;
        this.groups = List.of(groups);
    }

    public TokenBuilder tenant(String value) {
        this.tenant = value;
        return this;
    }

    /** Leaves the tenant out. */
    public TokenBuilder withoutTenant() {
        return tenant(null);
    }

    public TokenBuilder issuer(String value) {
        this.issuer = value;
        return this;
    }

    public TokenBuilder audience(String value) {
        this.audience = value;
        return this;
    }

    /** How long from now it is valid. A negative duration makes a token that has expired. */
    public TokenBuilder expiresIn(Duration value) {
        this.expiry = value;
        return this;
    }

    /** A token whose time was over an hour ago. */
    public TokenBuilder expired() {
        return expiresIn(VALID.negated());
    }

    /** The signed token, as it stands behind {@code Authorization: Bearer}. */
    public String sign() {
        return sign(key);
    }

    /** Signed by a key of somebody else, under the key id of the real one. */
    public String signWithForeignKey() {
        return sign(TokenIssuer.generate());
    }

    private String sign(PublicJsonWebKey signingKey) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setHeader("typ", "JWT");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKey(signingKey.getPrivateKey());
        signature.setPayload(claims().toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private JwtClaims claims() {
        Instant now = Instant.now();
        JwtClaims claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(expiry).getEpochSecond()));
        claims.setGeneratedJwtId();
        claims.setStringListClaim("groups", groups);
        if (tenant != null) {
            claims.setStringClaim("tenant", tenant);
        }
        return claims;
    }
}
