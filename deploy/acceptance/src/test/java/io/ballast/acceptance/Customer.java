package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.acceptance.Api.Answer;
import java.math.BigDecimal;
import java.util.UUID;

/** A user nobody has met before, with a personal account. */
final class Customer {

    private final Api api;
    private final String userId;
    private final String token;
    private final String accountId;

    private Customer(Api api, String userId, String token, String accountId) {
        this.api = api;
        this.userId = userId;
        this.token = token;
        this.accountId = accountId;
    }

    /** Opens the account, and waits until the opening has reached the owner's socket: what comes later is the test's own. */
    static Customer withAccount(Api api, String name) {
        String userId = name + "-" + UUID.randomUUID();
        String token = api.token(userId, "user");
        try (Phone phone = Phone.connect(api, token)) {
            phone.awaitFrame("balance_initial");
            Customer customer = open(api, userId, token);
            phone.awaitFrame("transaction_completed");
            return customer;
        }
    }

    private static Customer open(Api api, String userId, String token) {
        Answer account = api.post(
                token,
                "/v1/accounts",
                "{\"ownerType\":\"user\",\"ownerId\":\"%s\",\"type\":\"personal\"}".formatted(userId));
        assertThat(account.status()).as(account.body().toString()).isEqualTo(201);
        return new Customer(api, userId, token, account.id());
    }

    String userId() {
        return userId;
    }

    String token() {
        return token;
    }

    String accountId() {
        return accountId;
    }

    Answer transferTo(Customer receiver, String amount) {
        return transferTo(receiver, amount, UUID.randomUUID().toString());
    }

    Answer transferTo(Customer receiver, String amount, String idempotencyKey) {
        return api.post(token, "/v1/transfers", transfer(receiver, amount), idempotencyKey);
    }

    Answer transferTo(Customer receiver, String amount, String idempotencyKey, String traceparent) {
        return api.post(token, "/v1/transfers", transfer(receiver, amount), idempotencyKey, traceparent);
    }

    private String transfer(Customer receiver, String amount) {
        return "{\"fromAccountId\":\"%s\",\"toAccountId\":\"%s\",\"amount\":%s}"
                .formatted(accountId, receiver.accountId, amount);
    }

    /** The ledger's own balance, not the cached one. */
    BigDecimal balance() {
        Answer balance = api.get(token, "/v1/accounts/" + accountId + "/balance");
        assertThat(balance.status()).as(balance.body().toString()).isEqualTo(200);
        return balance.body().get("balance").decimalValue();
    }

    BigDecimal cachedBalance() {
        Answer balance = api.get(token, "/transactions/balance/cached");
        assertThat(balance.status()).as(balance.body().toString()).isEqualTo(200);
        return balance.body().get("balance").decimalValue();
    }
}
