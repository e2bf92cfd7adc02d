package io.ballast.bench.load;

import io.ballast.infrastructure.TokenIssuer;
import java.time.Duration;
import java.util.stream.IntStream;

/** A token for each of the users {@code bench-user-0} and on, and one for a service, signed before anything is measured. */
public final class Tokens {

    private static final Duration VALID = Duration.ofHours(6);

    private final String[] users;
    private final String service;

    private Tokens(String[] users, String service) {
        this.users = users;
        this.service = service;
    }

    public static Tokens sign(TokenIssuer issuer, int count) {
        String[] users = IntStream.rangeClosed(0, count)
                .parallel()
                .mapToObj(number -> issuer.token("bench-user-" + number, "user")
                        .expiresIn(VALID)
                        .sign())
                .toArray(String[]::new);
        return new Tokens(
                users, issuer.token("bench-service", "service").expiresIn(VALID).sign());
    }

    public String user(int number) {
        return users[number];
    }

    public String service() {
        return service;
    }
}
