package io.ballast.ledger.hold;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.BalanceHeld;
import io.ballast.ledger.EventsFixture;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HoldExpiryIT extends HoldingService {

    private static final String KEY = "hashtextextended('expire-holds' || chr(10) || 'default', 0)";

    @Test
    void givenAnExpiredHold_whenTheJobHasNotRunYet_thenTheClockAloneRefusesAndTheJobSetsTheMoneyFreeLater() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        UUID hold = held(account, payee, "100.00");
        capture(asUser(otherUser), hold, amount("30.00")).statusCode(201);
        database.query("select pg_advisory_lock(" + KEY + ")");
        try {
            expireIn(hold, 0);

            // then
            assertProblem(capture(asUser(otherUser), hold, amount("1")), 409, "hold-expired");
            assertProblem(takeBack(asUser(), hold), 409, "hold-expired");
            asUser().get("/v1/holds/{id}", hold)
                    .then()
                    .body("status", equalTo("expired"))
                    .body(containsString("\"remaining\":70.00"));
            assertEquals(new BigDecimal("70.00"), heldBack(account));
        } finally {
            database.query("select pg_advisory_unlock(" + KEY + ")");
        }
        eventually().until(() -> heldBack(account).signum() == 0);
        asUser().get("/v1/holds/{id}", hold)
                .then()
                .body("status", equalTo("expired"))
                .body(containsString("\"captured\":30.00,\"released\":70.00,\"remaining\":0.00"))
                .body("closedAt", containsString("Z"));
        assertEquals(new BigDecimal("9970.00"), balance(account));
        assertProblem(capture(asUser(otherUser), hold, amount("1")), 409, "hold-expired");
        assertTotals();
    }

    @Test
    void givenAHoldOfASecond_whenItIsOver_thenTheMoneyIsAvailableAgain() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);

        // when
        String hold = hold(asUser(), account, "10000.00", to(payee) + ", \"expiresIn\": 1")
                .statusCode(201)
                .extract()
                .path("id");

        // then
        eventually().until(() -> heldBack(account).signum() == 0);
        pay(user, "-10000.00").statusCode(201);
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> events.of(TENANT, user, BalanceHeld.class).size() == 2);
            BalanceHeld expired = events.of(TENANT, user, BalanceHeld.class).getLast();
            assertEquals("expired", expired.reason());
            assertEquals(UUID.fromString(hold), expired.holdId());
            assertEquals(new BigDecimal("-10000.00"), expired.change());
            assertEquals(new BigDecimal("10000.00"), expired.available());
            assertEquals(2, expired.holdVersion());
        }
        assertTotals();
    }

    @Test
    void givenMoreThanABatchInSeveralTenants_whenAllAreDue_thenAllAreSetFree() {
        // given
        UUID here = openAccount(user);
        String token = tokens.token("admin-1", "admin").tenant("acme").sign();
        UUID there = UUID.fromString(once(as(token))
                .body(personal(user))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));

        // when
        holdMany(here, TENANT, 450);
        holdMany(there, "acme", 5);

        // then
        eventually()
                .until(() -> database.number(
                                "select count(*) from holds where status = 'expired' and account_id in (?, ?)",
                                here,
                                there)
                        == 455);
        assertEquals(0, database.number("select sum(held) from balances where account_id in (?, ?)", here, there));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() -> events.of(TENANT, user, BalanceHeld.class).stream()
                            .map(BalanceHeld::change)
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .equals(new BigDecimal("-4.50")));
        }
        assertTotals();
    }

    /** Holds that are due, of one unit each, as the service would have left them. */
    private void holdMany(UUID account, String tenant, int count) {
        assertEquals(count, database.update("""
                with held as (
                    update balances set held = held + ?, hold_version = hold_version + 1 where account_id = ?
                )
                insert into holds (id, tenant, account_id, to_account_id, type, amount, user_id, created_at, expires_at)
                select gen_random_uuid(), ?, ?, gen_random_uuid(), 'payment', 1, 'user',
                       clock_timestamp() - interval '1 hour', clock_timestamp() - interval '1 second'
                from generate_series(1, ?)""", count, account, tenant, account, count));
    }
}
