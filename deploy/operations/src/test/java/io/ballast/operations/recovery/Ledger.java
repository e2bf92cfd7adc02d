package io.ballast.operations.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A running ledger-service, asked for what every rehearsal needs of it. */
record Ledger(RunningService service, Surroundings surroundings) {

    static final String MODULE = "ledger-service";

    UUID open(String user) {
        JsonNode account = service.post(
                "/v1/accounts",
                surroundings.token(user, "user"),
                "open-" + user,
                "{\"ownerType\": \"user\", \"ownerId\": \"%s\", \"type\": \"personal\"}".formatted(user));
        return UUID.fromString(account.at("/id").asText());
    }

    /** Keeps 3.00 of the account back. */
    void hold(UUID account) {
        service.post(
                "/v1/holds",
                surroundings.token("bank", "service"),
                UUID.randomUUID().toString(),
                "{\"accountId\": \"%s\", \"amount\": 3.00, \"expiresIn\": 3600}".formatted(account));
    }

    /** Transfers of 1.00, each acknowledged; their ids. */
    List<String> transfers(UUID from, UUID to, int count) {
        List<String> ids = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String body = "{\"fromAccountId\": \"%s\", \"toAccountId\": \"%s\", \"amount\": 1.00}".formatted(from, to);
            ids.add(service.post(
                            "/v1/transfers",
                            surroundings.token("bank", "service"),
                            UUID.randomUUID().toString(),
                            body)
                    .at("/id")
                    .asText());
        }
        return ids;
    }
}
