package io.ballast.ledger.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForgettingAnswersIT extends RunningService {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);

    @Inject
    ForgettingAnswers forgetting;

    @Inject
    IdempotencyRecords records;

    @Test
    void givenAnswersOfDifferentAge_whenTheOldAreForgotten_thenTheYoungAreKept() {
        // given
        UUID account = openAccount(user);
        String old = pay();
        String young = pay();
        age(old, "25 hours");
        age(young, "23 hours");

        // when
        forgetting.forget().await().atMost(BOUND);

        // then
        assertEquals(0, saved(old));
        assertEquals(1, saved(young));
        pay(young);
        assertEquals(new BigDecimal("9998.00"), balance(account));
        pay(old);
        assertEquals(new BigDecimal("9997.00"), balance(account));
    }

    @Test
    void givenManyOldAnswers_whenAChunkIsForgotten_thenItHasItsBound() {
        // given
        forgetting.forget().await().atMost(BOUND);
        openAccount(user);
        List<String> keys = List.of(pay(), pay(), pay());
        keys.forEach(key -> age(key, "48 hours"));

        // then
        assertEquals(2, records.forget(TENANT, DAY, 2).await().atMost(BOUND));
        assertEquals(1, records.forget(TENANT, DAY, 2).await().atMost(BOUND));
        assertEquals(0, records.forget(TENANT, DAY, 2).await().atMost(BOUND));
    }

    @Test
    void givenAnotherReplicaAtWork_whenThisOneComes_thenItLeavesItToTheOther() {
        // given
        openAccount(user);
        String key = pay();
        age(key, "48 hours");
        try (ServiceDatabase other = serviceRole()) {
            other.begin();
            other.query("select pg_advisory_xact_lock(hashtextextended('forget-answers:default', 0))::text");

            // when
            int removed = records.forget(TENANT, DAY, 100).await().atMost(BOUND);

            // then
            assertEquals(0, removed);
            other.rollBack();
        }
        assertEquals(1, saved(key));
    }

    private String pay() {
        String key = UUID.randomUUID().toString();
        pay(key);
        return key;
    }

    private void pay(String key) {
        asUser().header("Idempotency-Key", key)
                .body(payment("-1"))
                .post("/transactions")
                .then()
                .statusCode(201);
    }

    private void age(String key, String age) {
        assertEquals(
                1,
                database.update(
                        "update idempotency set created_at = now() - cast(? as interval) where key = ?", age, key));
    }

    private long saved(String key) {
        return database.number("select count(*) from idempotency where key = ?", key);
    }
}
