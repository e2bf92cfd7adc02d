package io.ballast.bench;

import io.ballast.bench.database.LedgerData;
import io.ballast.infrastructure.TokenIssuer;
import java.time.Duration;
import java.util.stream.IntStream;

/** A token for each user and one for a service, signed before anything is measured. */
final class Tokens {

    private static final Duration VALID = Duration.ofHours(6);

    private final String[] users;
    private final String service;

    private Tokens(String[] users, String service) {
        this.users = users;
        this.service = service;
    }

    static Tokens sign(TokenIssuer issuer) {
        String[] users = IntStream.rangeClosed(0, LedgerData.ACCOUNTS)
                .parallel()
                .mapToObj(number -> issuer.token("bench-user-" + number, "user")
                        .expiresIn(VALID)
                        .sign())
                .toArray(String[]::new);
        return new Tokens(
                users, issuer.token("bench-service", "service").expiresIn(VALID).sign());
    }

    String user(int number) {
        return users[number];
    }

    String service() {
        return service;
    }
}
