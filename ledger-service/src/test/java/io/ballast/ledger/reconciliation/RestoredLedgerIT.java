package io.ballast.ledger.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What an operator does after a restore: versions go on far above those that were given, owners are told, and the books are as whole as before. */
@QuarkusTest
class RestoredLedgerIT extends RunningService {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Inject
    Reconciliation reconciliation;

    @Test
    void givenARestoredLedger_whenVersionsAreRaised_thenOwnersAreToldOnceAndEntriesGoOnFromThere() {
        // given
        UUID account = openAccount(user);
        UUID untouched = openAccount(otherUser);
        pay(user, "-1").statusCode(201);
        await(reconciliation.incremental(TENANT));

        // when
        long raisedTo = raise();

        // then
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            BalanceUpdated told = Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> lastOf(events, user), last -> last != null && last.version() == raisedTo);
            assertEquals(0, new BigDecimal("9999.00").compareTo(told.newBalance()));
            assertNull(told.transactionId());
            BalanceHeld held = Awaitility.await()
                    .atMost(BOUND)
                    .until(() -> events.of(TENANT, user, BalanceHeld.class), all -> !all.isEmpty())
                    .getLast();
            assertEquals(raisedTo, held.holdVersion());
            assertEquals(0, held.held().signum());
            assertEquals("restored", held.reason());
            pay(user, "-2").statusCode(201);
            Awaitility.await().atMost(BOUND).until(() -> lastOf(events, user).version() == raisedTo + 1);
        }
        passes();
        assertEquals(0, drifts(account));
        assertEquals(0, drifts(untouched));
        assertRecalculationChangesNothing(account);
        assertRecalculationChangesNothing(untouched);

        // when: the restored ledger is restored once more
        long again = raise();

        // then
        pay(user, "-3").statusCode(201);
        pay(otherUser, "-3").statusCode(201);
        passes();
        assertEquals(0, drifts(account));
        assertEquals(0, drifts(untouched));
        assertEquals(2, raises(account));
        assertEquals(1, raises(untouched));
        assertEquals(again + 1, version(account));
        assertEquals(again + 1, version(untouched));
    }

    @Test
    void givenAGapThatNoRaiseExplains_whenReconciled_thenItIsFound() {
        // given
        UUID account = openAccount(user);
        raise();
        pay(user, "-1").statusCode(201);

        // when
        database.update("delete from version_raises where account_id = ?", account);
        passes();

        // then
        assertTrue(database.number(
                        "select count(*) from drift_reports where account_id = ? and what = 'version-gap'", account)
                > 0);
    }

    @Test
    void givenTheServicesRole_whenItRaisesVersions_thenItIsRefused() {
        try (ServiceDatabase service = serviceRole()) {
            Assertions.assertThrows(SqlFailed.class, () -> service.query("select raise_versions_after_restore()"));
            service.query("select set_config('ballast.raising_versions', 'on', false)");
            assertEquals(0, service.number("select count(*) from version_raises"));
        }
    }

    /** A second has to pass between two of them, or the clock is refused as behind. */
    private long raise() {
        Awaitility.await()
                .atMost(BOUND)
                .ignoreExceptionsInstanceOf(SqlFailed.class)
                .until(() -> database.number("select raise_versions_after_restore()") > 0);
        return database.number("select max(version) from version_raises");
    }

    private void passes() {
        await(reconciliation.incremental(TENANT));
        database.update(
                "update reconciliation_runs set finished_at = finished_at - interval '2 days' where kind = 'full'");
        await(reconciliation.full(TENANT));
    }

    private void assertRecalculationChangesNothing(UUID account) {
        long before = version(account);
        asAdmin().post("/v1/accounts/{id}/recalculate", account).then().statusCode(200);
        assertEquals(before, version(account));
    }

    private long drifts(UUID account) {
        return database.number("select count(*) from drift_reports where account_id = ?", account);
    }

    private long raises(UUID account) {
        return database.number("select count(*) from version_raises where account_id = ?", account);
    }

    private long version(UUID account) {
        return database.number("select version from balances where account_id = ?", account);
    }

    private static BalanceUpdated lastOf(EventsFixture events, String user) {
        List<BalanceUpdated> told = events.of(TENANT, user, BalanceUpdated.class);
        return told.isEmpty() ? null : told.getLast();
    }

    private static void await(Uni<Void> work) {
        work.await().atMost(Duration.ofSeconds(30));
    }
}
