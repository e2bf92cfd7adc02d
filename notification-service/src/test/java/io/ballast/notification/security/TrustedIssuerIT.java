package io.ballast.notification.security;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.notification.security.TokenCheck.Accepted;
import io.ballast.notification.security.TokenCheck.Reason;
import io.ballast.notification.security.TokenCheck.Refused;
import io.ballast.notification.user.User;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.HttpsJwks;
import org.junit.jupiter.api.Test;

/** An issuer and its keys: what it may say, and what only others may. */
class TrustedIssuerIT {

    private final TokenIssuer tokens = TokenIssuer.create();

    @Test
    void givenAnIssuerOfSomeTenants_whenItSpeaksForAnother_thenItIsNotTrusted() throws Exception {
        try (JwksServer keys = JwksServer.start(tokens)) {
            TrustedIssuer bound = issuer(keys, Optional.of(Set.of("north", "south")));
            TrustedIssuer free = issuer(keys, Optional.empty());
            String north =
                    tokens.token("user-a", "user", "admin").tenant("north").sign();
            String west = tokens.token("user-a", "user").tenant("west").sign();

            AccessToken token =
                    assertInstanceOf(Accepted.class, bound.verify(north)).token();
            assertEquals(new User("north", "user-a"), token.user());
            assertEquals(Set.of("user", "admin"), token.groups());
            assertEquals(new Refused(Reason.TOKEN_INVALID), bound.verify(west));
            assertInstanceOf(Accepted.class, free.verify(west));
        }
    }

    @Test
    void givenBadTokens_whenTheyAreVerified_thenEachIsRefused() throws Exception {
        try (JwksServer keys = JwksServer.start(tokens)) {
            TrustedIssuer issuer = issuer(keys, Optional.empty());

            assertEquals(
                    new Refused(Reason.TOKEN_EXPIRED),
                    issuer.verify(tokens.token("a").expired().sign()));
            for (String token : new String[] {
                tokens.token("a").issuer("another").sign(),
                tokens.token("a").audience("another").sign(),
                tokens.token("a").withoutTenant().sign(),
                tokens.token("a\u0000b").sign(),
                tokens.token("a").signWithForeignKey(),
                TokenIssuer.create().token("a").sign(),
                "a.b.c",
                ""
            }) {
                assertEquals(new Refused(Reason.TOKEN_INVALID), issuer.verify(token), token);
            }
        }
    }

    @Test
    void givenKeysThatCannotBeHad_whenATokenComes_thenItIsNotCalledInvalid() {
        TrustedIssuer issuer = new TrustedIssuer(
                TokenIssuer.ISSUER, TokenIssuer.AUDIENCE, Optional.empty(), new HttpsJwks("http://127.0.0.1:1/jwks"));

        assertEquals(
                new Refused(Reason.ISSUER_UNAVAILABLE),
                issuer.verify(tokens.token("a").sign()));
    }

    @Test
    void givenAKeyThatIsExchanged_whenTokensOfBothCome_thenBothAreGoodUntilTheOldOneIsTakenAway() {
        TokenIssuer next = TokenIssuer.create();
        String before = tokens.token("a").sign();
        String after = next.token("a").sign();
        try (JwksServer keys = JwksServer.start(tokens)) {
            HttpsJwks kept = new HttpsJwks(keys.url());
            kept.setDefaultCacheDuration(1);
            TrustedIssuer issuer = new TrustedIssuer(TokenIssuer.ISSUER, TokenIssuer.AUDIENCE, Optional.empty(), kept);
            assertInstanceOf(Accepted.class, issuer.verify(before));
            assertInstanceOf(Refused.class, issuer.verify(after));

            keys.publish(tokens, next);
            await().until(() -> issuer.verify(after) instanceof Accepted);
            assertInstanceOf(Accepted.class, issuer.verify(before));

            keys.publish(next);
            await().until(() -> issuer.verify(before) instanceof Refused);
            assertInstanceOf(Accepted.class, issuer.verify(after));
        }
    }

    private static TrustedIssuer issuer(JwksServer keys, Optional<Set<String>> tenants) {
        return new TrustedIssuer(TokenIssuer.ISSUER, TokenIssuer.AUDIENCE, tenants, new HttpsJwks(keys.url()));
    }
}
