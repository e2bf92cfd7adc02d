package io.ballast.notification.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.notification.security.TokenInHandshake.Found;
import io.ballast.notification.security.TokenInHandshake.Malformed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenInHandshakeTest {

    private static final String CARRIER = "quarkus-http-upgrade%23Authorization%23Bearer%20abc";

    @Test
    void givenTokensInSeveralPlaces_whenOneIsLookedFor_thenTheFirstCounts() {
        assertEquals(
                new Found(Optional.of("Bearer header"), List.of("ballast.v1")),
                TokenInHandshake.find("Bearer header", "ballast.v1, " + CARRIER, "query"));
        assertEquals(
                new Found(Optional.of("Bearer abc"), List.of("ballast.v1")),
                TokenInHandshake.find(null, CARRIER + ",ballast.v1", "query"));
        assertEquals(new Found(Optional.of("Bearer query"), List.of()), TokenInHandshake.find(null, "", "query"));
        assertEquals(new Found(Optional.empty(), List.of("other")), TokenInHandshake.find(null, "other", null));
    }

    @Test
    void givenAnUnescapedSubprotocol_whenATokenIsLookedFor_thenItIsFoundToo() {
        assertEquals(
                new Found(Optional.of("Bearer abc"), List.of("ballast.v1")),
                TokenInHandshake.find(null, "ballast.v1,quarkus-http-upgrade#Authorization#Bearer%20abc", null));
    }

    @Test
    void givenAHandshakeThatCannotBeRead_whenATokenIsLookedFor_thenItIsMalformed() {
        for (String offered : List.of(
                CARRIER,
                CARRIER + "," + CARRIER + ",ballast.v1",
                "ballast.v1,quarkus-http-upgrade",
                "ballast.v1,quarkus-http-upgrade#Authorization",
                "ballast.v1,quarkus-http-upgrade#Authorization#Basic%20abc",
                "ballast.v1,quarkus-http-upgrade#X-Forwarded-For#10.0.0.1",
                "ballast.v1,quarkus-http-upgrade#Authorization#Bearer%20a%0d%0aX: y",
                "ballast.v1,quarkus-http-upgrade#Authorization#%zz")) {
            assertInstanceOf(Malformed.class, TokenInHandshake.find(null, offered, null), offered);
        }
    }
}
