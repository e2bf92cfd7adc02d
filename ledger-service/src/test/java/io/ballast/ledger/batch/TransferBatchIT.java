package io.ballast.ledger.batch;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.RunningService;
import io.ballast.ledger.TableImage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransferBatchIT extends RunningService {

    @Test
    void givenIndependentItems_whenSomeCanNotBePosted_thenEachGetsItsOwnResultInOrder() {
        // given
        UUID alice = openAccount(user);
        UUID bob = openAccount(otherUser);
        UUID nobody = UUID.randomUUID();

        // when
        ValidatableResponse response = post(
                        "independent",
                        item(alice, bob, "100"),
                        item(alice, bob, "20000"),
                        item(alice, nobody, "1"),
                        item(alice, bob, "-1"),
                        item(alice, alice, "1"),
                        "null",
                        item(bob, alice, "10050.00"))
                .statusCode(200);

        // then
        response.body("posted", equalTo(2))
                .body("refused", equalTo(5))
                .body("results", hasSize(7))
                .body("results.index", equalTo(List.of(0, 1, 2, 3, 4, 5, 6)))
                .body("results[0].status", equalTo("posted"))
                .body("results[0].entries", hasSize(2))
                .body("results[1].code", equalTo("insufficient-funds"))
                .body("results[1].shortfall", equalTo(new BigDecimal("10100.00")))
                .body("results[2].code", equalTo("account-not-found"))
                .body("results[3].code", equalTo("invalid-amount"))
                .body("results[4].code", equalTo("same-account"))
                .body("results[5].code", equalTo("invalid-request"))
                .body("results[6].status", equalTo("posted"));
        assertEquals(new BigDecimal("19950.00"), balance(alice));
        assertEquals(new BigDecimal("50.00"), balance(bob));
    }

    @Test
    void givenAnAtomicBatch_whenOneItemIsRefused_thenNothingButTheAnswerIsWritten() {
        // given
        UUID alice = openAccount(user);
        UUID bob = openAccount(otherUser);
        eventually().until(() -> database.number("select count(*) from outbox") == 0);
        TableImage before = TableImage.of(database).without("idempotency");

        // when
        ValidatableResponse response =
                post("atomic", item(alice, bob, "1"), item(alice, UUID.randomUUID(), "1"), item(bob, alice, "1"));

        // then
        assertProblem(response, 422, "batch-refused");
        response.body("results.code", equalTo(List.of("chain-broken", "account-not-found", "chain-broken")))
                .body("results[0].brokenBy", equalTo(1));
        assertEquals(before, TableImage.of(database).without("idempotency"));
    }

    @Test
    void givenAnAtomicBatch_whenMoneyIsShortInTheEnd_thenThePayerIsToldAndNothingIsPosted() {
        // given
        UUID alice = openAccount(user);
        UUID bob = openAccount(otherUser);

        // when
        ValidatableResponse response = post("atomic", item(alice, bob, "6000"), item(alice, bob, "6000"));

        // then
        assertProblem(response, 422, "batch-refused");
        response.body("results.code", equalTo(List.of("chain-broken", "insufficient-funds")));
        assertEquals(new BigDecimal("10000.00"), balance(alice));
        assertEquals(new BigDecimal("10000.00"), balance(bob));
    }

    @Test
    void givenLinkedItems_whenOneOfAChainIsRefused_thenItsChainIsAndTheOthersAreNot() {
        // given
        UUID alice = openAccount(user);
        UUID bob = openAccount(otherUser);

        // when
        ValidatableResponse response = post(
                        "linked",
                        linked(alice, bob, "1"),
                        item(alice, bob, "99999"),
                        linked(bob, alice, "5"),
                        item(bob, alice, "6"),
                        item(bob, alice, "7"))
                .statusCode(200);

        // then
        response.body("posted", equalTo(3))
                .body("results.status", equalTo(List.of("refused", "refused", "posted", "posted", "posted")))
                .body("results[0].brokenBy", equalTo(1));
        assertEquals(new BigDecimal("10018.00"), balance(alice));
    }

    @Test
    void givenABatchUnderAKey_whenItIsSentAgain_thenItIsAnsweredTheSameAndDoneOnce() {
        // given
        UUID alice = openAccount(user);
        UUID bob = openAccount(otherUser);
        String key = UUID.randomUUID().toString();
        String body = body("independent", item(alice, bob, "1"), item(bob, alice, "20000"));

        // when
        String first = send(key, body).statusCode(200).extract().asString();
        String second = send(key, body).statusCode(200).extract().asString();

        // then
        assertEquals(first, second);
        assertEquals(new BigDecimal("9999.00"), balance(alice));
        assertProblem(send(key, body("independent", item(alice, bob, "2"))), 422, "idempotency-key-reused");
    }

    @Test
    void givenAUser_whenABatchPaysFromSomebodyElse_thenThatItemIsRefused() {
        // given
        UUID alice = openAccount(user);
        UUID bob = openAccount(otherUser);

        // then
        once(asUser())
                .body(body("independent", item(bob, alice, "1"), item(alice, bob, "2")))
                .post("/v1/transfers/batch")
                .then()
                .statusCode(200)
                .body("results[0].code", equalTo("account-not-found"))
                .body("results[1].status", equalTo("posted"))
                .body("results[1].entries", hasSize(1));
    }

    @Test
    void givenTenThousandItems_whenTheyArePosted_thenAllAreAndOneMoreIsRefused() {
        // given
        List<UUID> accounts = IntStream.range(0, 5)
                .mapToObj(index -> openAccount(user + "-" + index))
                .toList();
        List<String> items = IntStream.range(0, TransferBatchRequest.MAX_ITEMS)
                .mapToObj(index -> item(accounts.get(index % 5), accounts.get((index + 1) % 5), "0.01"))
                .toList();

        // when
        post("atomic", items.toArray(String[]::new))
                .statusCode(200)
                .body("posted", equalTo(TransferBatchRequest.MAX_ITEMS))
                .body("refused", equalTo(0));

        // then
        for (UUID account : accounts) {
            assertEquals(new BigDecimal("10000.00"), balance(account));
            assertEquals(4_001, database.number("select version from balances where account_id = ?", account));
        }
        String[] oneMore =
                Stream.concat(items.stream(), Stream.of(items.getFirst())).toArray(String[]::new);
        assertProblem(post("independent", oneMore), 400, "invalid-request");
    }

    @Test
    void givenNoItemsOrAnUnknownMode_whenABatchIsSent_thenItIsRefused() {
        assertProblem(post("independent"), 400, "invalid-request");
        assertProblem(post("sideways", "{}"), 400, "invalid-request");
    }

    private ValidatableResponse post(String mode, String... items) {
        return send(UUID.randomUUID().toString(), body(mode, items));
    }

    private ValidatableResponse send(String key, String body) {
        return asService()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/transfers/batch")
                .then();
    }

    private static String body(String mode, String... items) {
        return Stream.of(items).collect(Collectors.joining(", ", "{\"mode\": \"" + mode + "\", \"items\": [", "]}"));
    }

    private static String item(UUID from, UUID to, String amount) {
        return transfer(from, to, amount);
    }

    private static String linked(UUID from, UUID to, String amount) {
        return transfer(from, to, amount).replaceFirst("}$", ", \"linked\": true}");
    }
}
