package io.ballast.ledger.topup;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.TransactionFailed;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TopUpExpiryIT extends RunningService {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TOP_UPS = 30;

    @Inject
    TopUpExpiry expiry;

    @Test
    void givenATopUp_whenItIsAskedFor_thenItSaysUntilWhenItCanBeDecided() {
        // given
        openAccount(user);

        // when
        String location = once(asUser())
                .body("{\"amount\": 50, \"reference\": \"bank 4711\"}")
                .post("/transactions/topup")
                .then()
                .statusCode(201)
                .body("reference", equalTo("bank 4711"))
                .body("expiresAt", notNullValue())
                .extract()
                .header("Location");

        // then
        asUser().get(location).then().body("reference", equalTo("bank 4711"));
        assertEquals(
                1,
                database.number(
                        "select count(*) from transactions where id = ? and expires_at = created_at + interval '7 days'",
                        UUID.fromString(location.substring(location.lastIndexOf('/') + 1))));
    }

    @Test
    void givenATopUpBeyondItsTime_whenItIsDecided_thenTheDatabasesClockRefuses() {
        // given
        UUID account = openAccount(user);
        UUID topUp = askTopUp(user, "50.00");
        lapse(topUp);

        // then
        assertProblem(decide(asAdmin(), topUp, "success"), 409, "topup-expired");
        assertProblem(decide(asAdmin(), topUp, "failed"), 409, "topup-expired");
        expiry.run().await().atMost(PATIENCE);
        assertProblem(decide(asAdmin(), topUp, "success"), 409, "topup-expired");
        assertProblem(decide(asAdmin(), topUp, "failed"), 409, "topup-expired");
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @Test
    void givenATopUpBeyondItsTime_whenTheJobRuns_thenItHasFailedAndTheUserIsToldOnce() {
        // given
        openAccount(user);
        UUID pending = askTopUp(user, "1.00");
        UUID topUp = askTopUp(user, "50.00");
        lapse(topUp);

        // when
        expiry.run().await().atMost(PATIENCE);
        expiry.run().await().atMost(PATIENCE);

        // then
        asAdmin()
                .get("/transactions/{id}", topUp)
                .then()
                .body("status", equalTo("failed"))
                .body("reason", equalTo("expired"))
                .body("processedBy", nullValue())
                .body("completedAt", notNullValue());
        asUser().get("/transactions/{id}", pending).then().body("status", equalTo("pending"));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() ->
                            events.of(TENANT, user, TransactionFailed.class).size() == 1);
            TransactionFailed told =
                    events.of(TENANT, user, TransactionFailed.class).getFirst();
            assertEquals("expired", told.reason());
            assertEquals(topUp, told.transactionId());
            assertEquals(new BigDecimal("50.00"), told.amount());
        }
    }

    @Test
    void givenTopUpsAtTheirEnd_whenTheyAreApprovedRejectedAndExpireAtOnce_thenExactlyOneOfItHappens() throws Exception {
        // given
        UUID account = openAccount(user);
        List<UUID> topUps = new ArrayList<>();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < TOP_UPS; i++) {
            UUID topUp = askTopUp(user, "1.00");
            topUps.add(topUp);
            work.add(() -> attempt(topUp, "success"));
            work.add(() -> attempt(topUp, "failed"));
            work.add(this::expire);
        }
        database.update(
                "update transactions set expires_at = clock_timestamp() + random() * interval '300 ms' where id = any(?)",
                (Object) topUps.toArray(UUID[]::new));

        // when
        try (ExecutorService racers = Executors.newFixedThreadPool(24)) {
            racers.invokeAll(work).forEach(done -> assertEquals(Void.class, voidOf(done)));
        }
        eventually().until(() -> {
            expire();
            return pendingOf(account) == 0;
        });

        // then
        long approved = database.number(
                "select count(*) from transactions where account_id = ? and type = 'topup' and status = 'success'",
                account);
        assertEquals(approved, database.number("""
                        select count(*) from ledger l join transactions t on t.id = l.transaction_id
                        where l.account_id = ? and t.type = 'topup'""", account));
        assertEquals(new BigDecimal("10000.00").add(BigDecimal.valueOf(approved)), balance(account));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() ->
                            events.of(TENANT, user, TransactionFailed.class).size() == TOP_UPS - approved);
        }
    }

    private Void attempt(UUID topUp, String status) {
        decide(asAdmin(), topUp, status);
        return null;
    }

    private Void expire() {
        return expiry.run().await().atMost(PATIENCE);
    }

    private static Class<?> voidOf(java.util.concurrent.Future<Void> done) {
        try {
            done.get();
            return Void.class;
        } catch (Exception e) {
            return e.getClass();
        }
    }

    private long pendingOf(UUID account) {
        return database.number(
                "select count(*) from transactions where account_id = ? and status = 'pending'", account);
    }

    private void lapse(UUID topUp) {
        database.update("update transactions set expires_at = clock_timestamp() - interval '1 ms' where id = ?", topUp);
    }
}
