package io.ballast.notification.push.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * A service account of Google's, as its key file has it.
 *
 * @param tokenUri where its assertions are exchanged for access tokens
 */
record ServiceAccount(String projectId, String email, PrivateKey key, URI tokenUri) {

    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final float MINUTES = 60;
    private static final String PEM_FRAME = "-----[A-Z ]+-----|\\s";

    /** @throws IllegalStateException if the file is none; the message tells nothing of what is in it */
    static ServiceAccount read(Path file) {
        try {
            JsonNode json = EventJson.mapper().readTree(Files.readString(file));
            return new ServiceAccount(
                    text(json, "project_id"),
                    text(json, "client_email"),
                    key(text(json, "private_key")),
                    URI.create(text(json, "token_uri")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The service account's private_key can not be read");
        }
    }

    /** A signed assertion (RFC 7523). */
    String assertion() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(email);
        claims.setAudience(tokenUri.toString());
        claims.setStringClaim("scope", SCOPE);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(MINUTES);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(key);
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setHeader("typ", "JWT");
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The service account's assertion can not be signed", e);
        }
    }

    private static String text(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw new IllegalStateException("The service account has no " + field);
        }
        return json.get(field).textValue();
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        byte[] der = Base64.getDecoder().decode(pem.replaceAll(PEM_FRAME, ""));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
