package io.ballast.ledger.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.account.StoredBalance;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.recalculation.EntryFault;
import io.ballast.ledger.recalculation.EntryPosition;
import io.ballast.ledger.recalculation.EntryTail;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReconciliationRulesTest {

    private static final int LIMIT = 10;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Account ACCOUNT = new Account(
            UUID.randomUUID(),
            Owner.user("user-a"),
            AccountType.PERSONAL,
            new Asset("USD", 2, "US dollar"),
            AccountStatus.ACTIVE,
            Limits.OF_OWNERS,
            NOW);
    private static final EntryPosition PROVEN = new EntryPosition(ACCOUNT.id(), 4, BigDecimal.valueOf(100), NOW);

    @Test
    void givenEntriesThatAgree_whenExamined_thenNothingIsFoundAndThePositionMovesOn() {
        // given
        EntryTail tail = tail(3, 50, 7L);

        // when
        Examination examination = ReconciliationRules.examine(stored(150L, 7L, 150), PROVEN, tail, LIMIT);

        // then
        assertTrue(examination.isClean());
        assertTrue(examination.isFinished());
        assertEquals(3, examination.entries());
        assertEquals(
                new EntryPosition(ACCOUNT.id(), 7, BigDecimal.valueOf(150), NOW.plusSeconds(1)), examination.reached());
    }

    @Test
    void givenNoNewEntries_whenExamined_thenThePositionStays() {
        Examination examination = ReconciliationRules.examine(stored(100L, 4L, 100), PROVEN, tail(0, 0, null), LIMIT);

        assertTrue(examination.isClean());
        assertEquals(PROVEN, examination.reached());
    }

    @ParameterizedTest
    @CsvSource({"151, 7, 150, BALANCE, 150, 151", "150, 8, 150, VERSION, 7, 8", "150, 7, 149, BACKUP, 150, 149"})
    void givenOneFigureThatDiffers_whenExamined_thenThatOneIsFound(
            long balance, long version, long backup, DriftKind kind, long expected, long found) {
        // when
        Examination examination =
                ReconciliationRules.examine(stored(balance, version, backup), PROVEN, tail(3, 50, 7L), LIMIT);

        // then
        assertEquals(
                List.of(new Drift(kind, 7, BigDecimal.valueOf(expected), BigDecimal.valueOf(found))),
                examination.drifts());
        assertTrue(examination.isCorrectable());
    }

    @Test
    void givenABalanceThatChangedWithoutAnEntry_whenExamined_thenItIsFound() {
        Examination examination = ReconciliationRules.examine(stored(101L, 4L, 100), PROVEN, tail(0, 0, null), LIMIT);

        assertEquals(
                List.of(new Drift(DriftKind.BALANCE, 4, BigDecimal.valueOf(100), BigDecimal.valueOf(101))),
                examination.drifts());
    }

    @Test
    void givenMoreKeptBackThanOpenHoldsDo_whenExamined_thenItIsFoundAndCanBeCorrected() {
        // given
        StoredBalance stored = new StoredBalance(ACCOUNT, 100L, 4L, 100, 30L, 20);

        // when
        Examination examination = ReconciliationRules.examine(stored, PROVEN, tail(0, 0, null), LIMIT);

        // then
        assertEquals(
                List.of(new Drift(DriftKind.HELD, 4, BigDecimal.valueOf(20), BigDecimal.valueOf(30))),
                examination.drifts());
        assertTrue(examination.isCorrectable());
    }

    @Test
    void givenAsManyEntriesAsWereRead_whenExamined_thenTheBalanceIsNotComparedYet() {
        Examination examination =
                ReconciliationRules.examine(stored(999L, 99L, 999), PROVEN, tail(LIMIT, 50, 14L), LIMIT);

        assertTrue(examination.isClean());
        assertFalse(examination.isFinished());
        assertEquals(14, examination.reached().version());
    }

    @Test
    void givenEntriesThatDisagreeAmongThemselves_whenExamined_thenNoCorrectionCanMendThat() {
        // given
        EntryFault gap = new EntryFault(6, BigDecimal.valueOf(5), BigDecimal.valueOf(6));
        EntryFault miscounted = new EntryFault(6, BigDecimal.valueOf(120), BigDecimal.valueOf(130));
        EntryTail tail = new EntryTail(2, BigDecimal.valueOf(50), 7L, NOW, gap, miscounted);

        // when
        Examination examination = ReconciliationRules.examine(stored(150L, 7L, 150), PROVEN, tail, LIMIT);

        // then
        assertEquals(
                List.of(
                        new Drift(DriftKind.VERSION_GAP, 6, gap.expected(), gap.found()),
                        new Drift(DriftKind.RUNNING_BALANCE, 6, miscounted.expected(), miscounted.found())),
                examination.drifts());
        assertFalse(examination.isCorrectable());
        assertTrue(examination.without(examination.drifts()).isClean());
    }

    @Test
    void givenNoBalance_whenExamined_thenWhatIsMissingIsTold() {
        Examination examination = ReconciliationRules.examine(stored(null, null, 150), PROVEN, tail(3, 50, 7L), LIMIT);

        assertEquals(
                List.of(new Drift(DriftKind.MISSING_BALANCE, 7, BigDecimal.valueOf(150), null)), examination.drifts());
    }

    @ParameterizedTest
    @EnumSource
    void givenAKind_whenItsWireNameIsRead_thenItIsTheSame(DriftKind kind) {
        assertEquals(kind, DriftKind.ofWireName(kind.wireName()));
    }

    private static StoredBalance stored(Long balance, Long version, long backup) {
        return new StoredBalance(ACCOUNT, balance, version, backup, balance == null ? null : 0L, 0);
    }

    private static EntryTail tail(long entries, long sum, Long lastVersion) {
        Instant at = lastVersion == null ? null : NOW.plusSeconds(1);
        return new EntryTail(entries, BigDecimal.valueOf(sum), lastVersion, at, null, null);
    }
}
