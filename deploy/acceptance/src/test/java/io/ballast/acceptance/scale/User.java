package io.ballast.acceptance.scale;

import io.ballast.infrastructure.TokenIssuer;
import java.util.UUID;

/** Somebody with a personal account in the ledger, which is opened with 10,000. */
record User(String id, String token, String accountId) {

    static User open(String name, TokenIssuer tokens, Client ledger) {
        String id = name + "-" + UUID.randomUUID();
        String token = tokens.token(id, "user").sign();
        String accountId = ledger.post(
                        token,
                        "/v1/accounts",
                        "{\"ownerType\":\"user\",\"ownerId\":\"%s\",\"type\":\"personal\"}".formatted(id))
                .get("id")
                .asText();
        return new User(id, token, accountId);
    }
}
