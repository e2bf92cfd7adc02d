package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

class TokenIssuerTest {

    private final TokenIssuer issuer = TokenIssuer.create();

    @Test
    void givenAToken_whenVerifiedAgainstTheJwks_thenItsClaimsAreThere() throws Exception {
        String token = issuer.token("user-a", "user", "admin").tenant("north").sign();

        JwtClaims claims = verifier().processToClaims(token);

        assertThat(claims.getSubject()).isEqualTo("user-a");
        assertThat(claims.getStringClaimValue("tenant")).isEqualTo("north");
        assertThat(claims.getStringListClaimValue("groups")).isEqualTo(List.of("user", "admin"));
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(Duration.ofHours(1).toSeconds());
    }

    @Test
    void givenNoTenantNamed_whenSigned_thenItIsTheDefault() throws Exception {
        JwtClaims claims = verifier().processToClaims(issuer.token("user-a").sign());

        assertThat(claims.getStringClaimValue("tenant")).isEqualTo("default");
    }

    @Test
    void givenTheTenantLeftOut_whenSigned_thenThereIsNone() throws Exception {
        JwtClaims claims = verifier()
                .processToClaims(issuer.token("user-a").withoutTenant().sign());

        assertThat(claims.hasClaim("tenant")).isFalse();
    }

    @Test
    void givenBadTokens_whenVerified_thenEachIsRefused() {
        assertRefused(issuer.token("user-a").expired());
        assertRefused(issuer.token("user-a").audience("somebody-else"));
        assertRefused(issuer.token("user-a").issuer("somebody-else"));
        assertThatThrownBy(
                        () -> verifier().processToClaims(issuer.token("user-a").signWithForeignKey()))
                .isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void givenAnIssuer_whenItsKeysArePublished_thenTheyArePublicOnly() {
        assertThat(issuer.jwksJson())
                .contains("\"kty\":\"RSA\"", "\"kid\"", "\"n\"", "\"e\"")
                .doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    private void assertRefused(TokenBuilder token) {
        assertThatThrownBy(() -> verifier().processToClaims(token.sign())).isInstanceOf(InvalidJwtException.class);
    }

    private JwtConsumer verifier() throws JoseException {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(issuer.jwksJson()).getJsonWebKeys()))
                .setExpectedIssuer(TokenIssuer.ISSUER)
                .setExpectedAudience(TokenIssuer.AUDIENCE)
                .setRequireExpirationTime()
                .build();
    }
}
