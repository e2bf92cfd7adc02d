package io.ballast.ledger.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.asset.Asset;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void givenAnAccount_whenEverythingChanges_thenEachDifferenceIsTold() {
        assertEquals(
                new LimitVerdict.Changed(
                        new Limits(-10_000L, 500_000L),
                        AccountStatus.FROZEN,
                        List.of(
                                new Difference("floor", "0.00", "-100.00"),
                                new Difference("ceiling", null, "5000.00"),
                                new Difference("status", "active", "frozen"))),
                LimitRules.decide(
                        state(AccountStatus.ACTIVE, 7, 0), new Limits(-10_000L, 500_000L), AccountStatus.FROZEN));
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountStatus.class,
            names = {"ACTIVE", "FROZEN", "CLOSED"})
    void givenAnAccount_whenItIsChangedToWhatItIs_thenThereIsNoDifference(AccountStatus status) {
        AccountState state = state(status, 0, 0);
        assertEquals(
                new LimitVerdict.Changed(Limits.OF_OWNERS, status, List.of()),
                LimitRules.decide(state, Limits.OF_OWNERS, status));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "-1, 0", "0, 1", "5, 5"})
    void givenAnAccountThatHoldsOrPromisesSomething_whenItIsClosed_thenItStays(long balance, long held) {
        assertEquals(
                LimitVerdict.Refused.NOT_EMPTY,
                LimitRules.decide(state(AccountStatus.FROZEN, balance, held), Limits.OF_OWNERS, AccountStatus.CLOSED));
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountStatus.class,
            names = {"ACTIVE", "FROZEN"})
    void givenAClosedAccount_whenItIsChanged_thenThatIsRefused(AccountStatus status) {
        AccountState closed = state(AccountStatus.CLOSED, 0, 0);
        assertEquals(LimitVerdict.Refused.CLOSED, LimitRules.decide(closed, Limits.OF_OWNERS, status));
        assertEquals(LimitVerdict.Refused.CLOSED, LimitRules.decide(closed, new Limits(0L, 1L), null));
    }

    @ParameterizedTest
    @EnumSource(
            value = AccountStatus.class,
            names = {"ACTIVE", "FROZEN", "CLOSED"})
    void givenAQuarantinedAccount_whenItsStatusIsChanged_thenThatIsRefused(AccountStatus status) {
        AccountState quarantined = state(AccountStatus.QUARANTINED, 0, 0);
        assertEquals(LimitVerdict.Refused.QUARANTINED, LimitRules.decide(quarantined, Limits.OF_OWNERS, status));
        assertEquals(
                new LimitVerdict.Changed(
                        new Limits(0L, 100L),
                        AccountStatus.QUARANTINED,
                        List.of(new Difference("ceiling", null, "1.00"))),
                LimitRules.decide(quarantined, new Limits(0L, 100L), null));
    }

    @Test
    void givenAFloorAboveTheCeiling_whenItIsSet_thenThatIsRefused() {
        assertEquals(
                LimitVerdict.Refused.LIMITS_CROSSED,
                LimitRules.decide(state(AccountStatus.ACTIVE, 0, 0), new Limits(2L, 1L), null));
    }

    @Test
    void givenASystemAccount_whenItIsChanged_thenThatIsRefused() {
        assertEquals(
                LimitVerdict.Refused.SYSTEM_ACCOUNT,
                LimitRules.decide(
                        state(Owner.SYSTEM, AccountType.SYSTEM, AccountStatus.ACTIVE, 0, 0),
                        Limits.NONE,
                        AccountStatus.FROZEN));
    }

    private static AccountState state(AccountStatus status, long balance, long held) {
        return state(Owner.user("user-a"), AccountType.PERSONAL, status, balance, held);
    }

    private static AccountState state(Owner owner, AccountType type, AccountStatus status, long balance, long held) {
        Account account = new Account(
                UUID.randomUUID(), owner, type, new Asset("USD", 2, "US dollar"), status, Limits.OF_OWNERS, NOW);
        return new AccountState(account, balance, held, 3, 0, NOW);
    }
}
