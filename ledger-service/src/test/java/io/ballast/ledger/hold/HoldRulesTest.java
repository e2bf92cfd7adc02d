package io.ballast.ledger.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HoldRulesTest {

    private static final Asset USD = new Asset("USD", 2, "US dollar");
    private static final Asset EUR = new Asset("EUR", 2, "Euro");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final HoldLife LIFE = new HoldLife(Duration.ofDays(7), Duration.ofDays(30));

    private final Account payer = account("payer", USD, AccountStatus.ACTIVE, Limits.OF_OWNERS);
    private final Account payee = account("payee", USD, AccountStatus.ACTIVE, Limits.OF_OWNERS);

    @ParameterizedTest
    @CsvSource({"1000, 0, 0, 1000", "1000, 300, 0, 700", "0, 0, -500, 500", "1000, 900, -500, 600", "1000, 0, 200, 800"
    })
    void givenABalanceAndItsLimits_whenMoneyIsHeldBack_thenWhatIsHeldAndTheFloorCount(
            long balance, long held, long floor, long most) {
        // given
        Account limited = account("limited", USD, AccountStatus.ACTIVE, new Limits(floor, null));
        AccountState state = state(limited, balance, held);

        // then
        assertEquals(Optional.empty(), HoldRules.refusal(state, state(payee, 0, 0), most));
        assertEquals(
                Optional.of(new Refusal.InsufficientFunds(state, most + 1, most)),
                HoldRules.refusal(state, state(payee, 0, 0), most + 1));
    }

    @ParameterizedTest
    @EnumSource(value = AccountStatus.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void givenAnAccountThatIsNotActive_whenMoneyIsHeldBack_thenThatIsRefusedAtEitherEnd(AccountStatus status) {
        // given
        Account stopped = account("stopped", USD, status, Limits.OF_OWNERS);
        Optional<Refusal> refusal = Optional.of(new Refusal.NotActive(stopped.id(), status));

        // then
        assertEquals(refusal, HoldRules.refusal(state(stopped, 100, 0), state(payee, 0, 0), 1));
        assertEquals(refusal, HoldRules.refusal(state(payer, 100, 0), state(stopped, 0, 0), 1));
    }

    @Test
    void givenEndsThatDoNotFit_whenMoneyIsHeldBack_thenThatIsRefused() {
        // given
        AccountState state = state(payer, 100, 0);
        Account euro = account("euro", EUR, AccountStatus.ACTIVE, Limits.OF_OWNERS);

        // then
        assertEquals(Optional.of(new Refusal.SameAccount()), HoldRules.refusal(state, state, 1));
        assertEquals(Optional.of(new Refusal.AssetMismatch()), HoldRules.refusal(state, state(euro, 0, 0), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "PAYMENT, USER, true",
        "TRANSFER, USER, true",
        "DONATION, USER, false",
        "DONATION, COMMUNITY, true",
        "DONATION, COMPANY, true",
        "DONATION, SYSTEM, false"
    })
    void givenAType_whenAnOwnerIsToBePaid_thenDonationsGoToOrganisationsOnly(
            TransactionType type, OwnerType owner, boolean fits) {
        assertEquals(fits, HoldRules.fits(type, owner));
        assertEquals(type != TransactionType.PAYMENT, HoldRules.needsPayee(type));
    }

    @Test
    void givenAnAccountWithoutFloor_whenItHasPromisedAllThatANumberTells_thenNoMoreIsHeldBack() {
        // given
        Account endless = account("endless", USD, AccountStatus.ACTIVE, Limits.NONE);
        AccountState state = state(endless, 0, Long.MAX_VALUE - 1);

        // then
        assertEquals(Optional.empty(), HoldRules.refusal(state, state(payee, 0, 0), 1));
        assertEquals(
                Optional.of(new Refusal.BalanceOverflow(endless.id())),
                HoldRules.refusal(state, state(payee, 0, 0), 2));
    }

    @Test
    void givenAnOpenHold_whenAPartIsCaptured_thenTheRestIsStillHeld() {
        // when
        HoldVerdict.Accepted accepted = accepted(HoldRules.capture(open(100, 20), 30L, false));

        // then
        assertEquals(30, accepted.moved());
        assertEquals(30, accepted.released());
        assertEquals(HoldStatus.OPEN, accepted.after().status());
        assertEquals(50, accepted.after().remaining());
        assertEquals(0, accepted.after().released());
        assertNull(accepted.after().closedAt());
    }

    @Test
    void givenAnOpenHold_whenTheLastPartIsCaptured_thenTheRestIsSetFreeWithIt() {
        // when
        HoldVerdict.Accepted accepted = accepted(HoldRules.capture(open(100, 20), 30L, true));

        // then
        assertEquals(30, accepted.moved());
        assertEquals(80, accepted.released());
        assertEquals(HoldStatus.CAPTURED, accepted.after().status());
        assertEquals(0, accepted.after().remaining());
        assertEquals(50, accepted.after().released());
        assertEquals(NOW, accepted.after().closedAt());
    }

    @Test
    void givenAnOpenHold_whenNoAmountIsNamed_thenAllThatRemainsIsCaptured() {
        // when
        HoldVerdict.Accepted accepted = accepted(HoldRules.capture(open(100, 20), null, false));

        // then
        assertEquals(80, accepted.moved());
        assertEquals(80, accepted.released());
        assertEquals(HoldStatus.CAPTURED, accepted.after().status());
        assertEquals(0, accepted.after().released());
    }

    @Test
    void givenAnOpenHold_whenMoreThanRemainsIsCaptured_thenThatIsRefused() {
        // given
        Hold hold = open(100, 20);

        // then
        assertEquals(new HoldRefusal.Exceeded(hold, 81), refused(HoldRules.capture(hold, 81L, false)));
        assertEquals(80, accepted(HoldRules.capture(hold, 80L, false)).moved());
    }

    @Test
    void givenAnOpenHold_whenItIsVoided_thenWhatRemainsIsSetFreeAndWhatMovedStays() {
        // when
        HoldVerdict.Accepted accepted = accepted(HoldRules.voiding(open(100, 20)));

        // then
        assertEquals(0, accepted.moved());
        assertEquals(80, accepted.released());
        assertEquals(HoldStatus.VOIDED, accepted.after().status());
        assertEquals(20, accepted.after().captured());
        assertEquals(80, accepted.after().released());
        assertEquals(NOW, accepted.after().closedAt());
    }

    @ParameterizedTest
    @CsvSource({
        "CAPTURED, io.ballast.ledger.hold.HoldRefusal$Captured",
        "VOIDED, io.ballast.ledger.hold.HoldRefusal$Voided",
        "EXPIRED, io.ballast.ledger.hold.HoldRefusal$Expired"
    })
    void givenAHoldThatHasEnded_whenItIsCapturedOrVoided_thenItIsToldHowItEnded(
            HoldStatus status, Class<? extends HoldRefusal> refusal) {
        // given
        Hold ended = hold(status, 100, 20, LATER);

        // then
        assertInstanceOf(refusal, refused(HoldRules.capture(ended, 1L, false)));
        assertInstanceOf(refusal, refused(HoldRules.capture(ended, null, true)));
        assertInstanceOf(refusal, refused(HoldRules.voiding(ended)));
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, false"})
    void givenTheClock_whenTheTimeOfAnOpenHoldIsOver_thenNothingCanBeDoneWithItAnyMore(long micros, boolean over) {
        // given
        Hold hold = hold(HoldStatus.OPEN, 100, 0, NOW.plusNanos(1000 * micros));

        // then
        assertEquals(over ? HoldStatus.EXPIRED : HoldStatus.OPEN, hold.currentStatus());
        assertEquals(over, HoldRules.capture(hold, 1L, false) instanceof HoldVerdict.Refused);
        assertEquals(over, HoldRules.voiding(hold) instanceof HoldVerdict.Refused);
    }

    @Test
    void givenAnyCaptures_whenTheyEnd_thenWhatMovedAndWhatWasSetFreeIsTheHold() {
        for (long seed = 1; seed <= 200; seed++) {
            // given
            Random random = new Random(seed);
            Hold hold = open(1 + random.nextInt(1000), 0);
            long held = hold.remaining();
            long moved = 0;

            // when
            while (hold.status() == HoldStatus.OPEN) {
                HoldVerdict verdict = random.nextInt(5) == 0
                        ? HoldRules.voiding(hold)
                        : HoldRules.capture(hold, 1L + random.nextInt(400), random.nextInt(4) == 0);
                if (verdict instanceof HoldVerdict.Accepted accepted) {
                    held -= accepted.released();
                    moved += accepted.moved();
                    hold = accepted.after();
                    assertEquals(hold.remaining(), held, "seed " + seed);
                }
            }

            // then
            assertEquals(0, held, "seed " + seed);
            assertEquals(moved, hold.captured(), "seed " + seed);
            assertEquals(hold.amount(), hold.captured() + hold.released(), "seed " + seed);
        }
    }

    @Test
    void givenNoExpiry_whenItIsAskedFor_thenTheUsualOneIsTaken() {
        assertEquals(Optional.of(NOW.plus(LIFE.usual())), HoldRules.expiry(NOW, null, null, LIFE));
    }

    @Test
    void givenAnExpiry_whenItLiesWithinTheBounds_thenItIsTakenToTheMicrosecond() {
        // given
        Duration longest = LIFE.longest();

        // then
        assertEquals(Optional.of(NOW.plusSeconds(1)), HoldRules.expiry(NOW, Duration.ofSeconds(1), null, LIFE));
        assertEquals(Optional.of(NOW.plus(longest)), HoldRules.expiry(NOW, longest, null, LIFE));
        assertEquals(Optional.of(NOW.plus(longest)), HoldRules.expiry(NOW, null, NOW.plus(longest), LIFE));
        assertEquals(Optional.of(NOW.plusNanos(1000)), HoldRules.expiry(NOW, null, NOW.plusNanos(1999), LIFE));
    }

    @Test
    void givenAnExpiry_whenItLiesOutsideOfTheBounds_thenThereIsNone() {
        // given
        Duration tooLong = LIFE.longest().plusSeconds(1);

        // then
        assertTrue(HoldRules.expiry(NOW, tooLong, null, LIFE).isEmpty());
        assertTrue(HoldRules.expiry(NOW, Duration.ofSeconds(Long.MAX_VALUE), null, LIFE)
                .isEmpty());
        assertTrue(HoldRules.expiry(NOW, Duration.ZERO, null, LIFE).isEmpty());
        assertTrue(HoldRules.expiry(NOW, null, NOW.plus(tooLong), LIFE).isEmpty());
        assertTrue(HoldRules.expiry(NOW, null, Instant.MAX, LIFE).isEmpty());
        assertTrue(HoldRules.expiry(NOW, null, Instant.MIN, LIFE).isEmpty());
        assertTrue(HoldRules.expiry(NOW, null, NOW, LIFE).isEmpty());
        assertTrue(HoldRules.expiry(NOW, null, NOW.plusNanos(999), LIFE).isEmpty());
    }

    private Hold open(long amount, long captured) {
        return hold(HoldStatus.OPEN, amount, captured, LATER);
    }

    private Hold hold(HoldStatus status, long amount, long captured, Instant expiresAt) {
        return new Hold(
                UUID.randomUUID(),
                TransactionType.PAYMENT,
                status,
                amount,
                captured,
                payer,
                payee,
                "payer",
                null,
                NOW.minusSeconds(60),
                expiresAt,
                status == HoldStatus.OPEN ? null : NOW.minusSeconds(1),
                NOW);
    }

    private static Account account(String user, Asset asset, AccountStatus status, Limits limits) {
        return new Account(UUID.randomUUID(), Owner.user(user), AccountType.PERSONAL, asset, status, limits, NOW);
    }

    private static AccountState state(Account account, long balance, long held) {
        return new AccountState(account, balance, held, 7, 0, NOW);
    }

    private static HoldVerdict.Accepted accepted(HoldVerdict verdict) {
        return assertInstanceOf(HoldVerdict.Accepted.class, verdict);
    }

    private static HoldRefusal refused(HoldVerdict verdict) {
        return assertInstanceOf(HoldVerdict.Refused.class, verdict).refusal();
    }
}
