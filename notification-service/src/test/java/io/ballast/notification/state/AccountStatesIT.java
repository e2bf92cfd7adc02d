package io.ballast.notification.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.notification.RunningService;
import io.ballast.notification.state.AccountStates.Owned;
import io.ballast.notification.user.User;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountStatesIT extends RunningService {

    private static final Instant TIME = Instant.parse("2025-11-04T10:30:00.123456Z");

    @Inject
    AccountStates states;

    @Inject
    Pool pool;

    private final User user = new User("default", "user-" + UUID.randomUUID());
    private final UUID account = UUID.randomUUID();

    @Test
    void givenAKnownState_whenAnotherIsSaved_thenOnlyANewerVersionIsKept() {
        AccountState second = state(account, 2, "150.50");

        assertEquals(0, save(user, second));
        assertEquals(2, save(user, state(account, 1, "1.00")));
        assertEquals(2, save(user, state(account, 2, "2.00")));
        assertEquals(List.of(second), of(user));

        AccountState third = state(account, 3, "0.00");
        assertEquals(2, save(user, third));
        assertEquals(List.of(third), of(user));
    }

    @Test
    void
            givenStatesOfSeveralTenants_whenTheyAreSavedTogether_thenEachIsWhereItBelongsAndTheNewestOfEachAccountIsKept() {
        User elsewhere = new User("acme", user.id());
        AccountState older = state(account, 1, "1.00");
        AccountState newer = state(account, 2, "2.00");
        AccountState theirs = state(UUID.randomUUID(), 7, "7.00");

        Map<UUID, Long> known = states.save(
                        List.of(new Owned(user, older), new Owned(elsewhere, theirs), new Owned(user, newer)))
                .await()
                .indefinitely();

        assertEquals(Map.of(account, 0L, theirs.accountId(), 0L), known);
        assertEquals(List.of(newer), of(user));
        assertEquals(List.of(theirs), of(elsewhere));
    }

    @Test
    void givenAHugeAmount_whenItIsSaved_thenItIsKeptWithItsDigits() {
        AccountState huge = state(account, 0, "123456789012345678901234567890.123456789012345678");

        save(user, huge);

        assertEquals(List.of(huge), of(user));
    }

    @Test
    void givenTwoAccounts_whenOneChanges_thenTheFirstKnownStillComesFirst() {
        AccountState personal = state(account, 0, "1.00");
        AccountState savings = state(UUID.randomUUID(), 0, "2.00");

        save(user, personal);
        save(user, savings);
        AccountState changed = state(account, 1, "3.00");
        save(user, changed);

        assertEquals(List.of(changed, savings), of(user));
    }

    @Test
    void givenAState_whenTheSameUserOfAnotherTenantIsAskedFor_thenThereIsNone() {
        save(user, state(account, 0, "1.00"));

        assertEquals(List.of(), of(new User("acme", user.id())));
    }

    @Test
    void givenNoTenant_whenTheServiceAsksTheDatabase_thenItShowsNothingAndTakesNothing() {
        save(user, state(account, 0, "1.00"));

        assertEquals(
                0L,
                pool.query("select count(*) from account_states")
                        .execute()
                        .await()
                        .indefinitely()
                        .iterator()
                        .next()
                        .getLong(0));
        assertThrows(
                PgException.class,
                () -> pool.query(
                                "insert into account_states (tenant, user_id, account_id, asset, version, balance, updated_at)"
                                        + " values ('default', 'x', gen_random_uuid(), 'USD', 0, 0, now())")
                        .execute()
                        .await()
                        .indefinitely());
    }

    @Test
    void givenAConnectionOfTheService_whenItsBoundsAreAsked_thenNothingWaitsForever() {
        assertEquals("5s", setting("lock_timeout"));
        assertEquals("15s", setting("statement_timeout"));
    }

    private String setting(String name) {
        return pool.query("show " + name)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
    }

    private long save(User of, AccountState state) {
        return states.save(List.of(new Owned(of, state))).await().indefinitely().get(state.accountId());
    }

    private List<AccountState> of(User of) {
        return states.of(of).await().indefinitely();
    }

    private static AccountState state(UUID account, long version, String balance) {
        return new AccountState(account, "USD", version, new BigDecimal(balance), TIME);
    }
}
