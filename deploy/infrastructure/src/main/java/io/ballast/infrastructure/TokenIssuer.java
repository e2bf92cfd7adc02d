package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/**
 * Issues the tokens of development and tests: RS256 JWTs with {@code sub}, {@code tenant} and {@code groups}, signed
 * with a key that is made here and never leaves this machine.
 */
public final class TokenIssuer {

    /** The {@code iss} of its tokens. */
    public static final String ISSUER = "ballast-dev";

    /** The {@code aud} of its tokens. */
    public static final String AUDIENCE = "ballast";

    /** The tenant of a token that names none. */
    public static final String DEFAULT_TENANT = "default";

    private static final int KEY_BITS = 2048;

    private final PublicJsonWebKey key;

    private TokenIssuer(PublicJsonWebKey key) {
        this.key = key;
    }

    /** An issuer with a new key, for tests. */
    public static TokenIssuer create() {
        return new TokenIssuer(generate());
    }

    /** An issuer whose key is kept in a file that only its owner can read; made if it is not there. */
    public static TokenIssuer in(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                String json = generate().toJson(OutputControlLevel.INCLUDE_PRIVATE);
                Secrets.writeOwnerOnly(file, json.getBytes(StandardCharsets.UTF_8));
            }
            return new TokenIssuer(PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file)));
        } catch (IOException | JoseException e) {
            throw new PartFailed("Tokens", "cannot read the key in " + file + ": " + e.getMessage(), e);
        }
    }

    /** The public key as a JSON Web Key Set: what services verify against. */
    public String jwksJson() {
        return jwksOf(this);
    }

    /** The public keys of several. */
    static String jwksOf(TokenIssuer... issuers) {
        return new JsonWebKeySet(Stream.of(issuers).map(issuer -> issuer.key).toList())
                .toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** A token for a user of the default tenant, valid for an hour unless the builder is told otherwise. */
    public TokenBuilder token(String subject, String... groups) {
        return new TokenBuilder(key, subject, groups);
    }

    static RsaJsonWebKey generate() {
        try {
            RsaJsonWebKey made = RsaJwkGenerator.generateJwk(KEY_BITS);
            made.setKeyId(Secrets.random());
            made.setAlgorithm("RS256");
            made.setUse("sig");
            return made;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
