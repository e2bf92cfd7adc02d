package io.ballast.autodeposit.deposit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.deposit.Outcomes.Look;
import io.ballast.autodeposit.deposit.Outcomes.Sending;
import io.ballast.autodeposit.deposit.Outcomes.Signing;
import io.ballast.autodeposit.deposit.Outcomes.Simulation;
import io.ballast.autodeposit.deposit.Outcomes.Source;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DepositRulesTest {

    private static final DepositLimits LIMITS = new DepositLimits(3, 2, 5, 2, 500_000);
    private static final Order ORDER = new Order(
            new UUID(0, 1),
            "default",
            new UUID(0, 2),
            "user-a",
            "GACCOUNT",
            "local",
            "CVAULT",
            UsdcAmount.of("10"),
            UsdcAmount.ZERO,
            UsdcAmount.of("10"));
    private static final long MAX_TIME = 1_000;
    private static final long BUILT = 50;

    @ParameterizedTest
    @CsvSource({"100000000, SIMULATED", "50000000, SIMULATED", "49999999, FAILED", "0, FAILED"})
    void aVaultWhoseSharesAreTooDearGetsNothing(long shares, DepositState state) {
        Progress next = DepositRules.simulated(
                ORDER, Progress.BEGINNING, new Simulation.Accepted("needs", BigInteger.valueOf(shares)), LIMITS);

        assertEquals(state, next.state());
        assertEquals(state == DepositState.FAILED ? "share_price" : null, next.reason());
    }

    @Test
    void aVaultThatRefusesFailsTheDepositBeforeAnythingWasBuilt() {
        Progress next =
                DepositRules.simulated(ORDER, Progress.BEGINNING, new Simulation.Refused("vault_paused"), LIMITS);

        assertEquals(DepositState.FAILED, next.state());
        assertEquals("vault_paused", next.reason());
    }

    @Test
    void theSequenceNumberIsTheAccountsNextOneAndThenAlwaysTheSame() {
        assertEquals(Optional.of(8L), DepositRules.nextSequence(Progress.BEGINNING, source(7)));
        assertEquals(Optional.of(8L), DepositRules.nextSequence(submitted(), source(7)));
        assertEquals(Optional.empty(), DepositRules.nextSequence(submitted(), source(8)));
        assertEquals(Optional.empty(), DepositRules.nextSequence(submitted(), source(6)));
    }

    @Test
    void aSignatureIsKeptBeforeAnythingIsSent() {
        Progress signed = DepositRules.signing(signing(), new Signing.Signed("envelope"), 0);

        assertEquals(DepositState.SIGNED, signed.state());
        assertEquals("envelope", signed.lastAttempt().signed());
    }

    @Test
    void aSignerThatWaitsIsAskedAgainUntilTheAttemptsTimeIsOver() {
        Progress waiting = DepositRules.signing(signing(), new Signing.Pending("consensus_needed"), MAX_TIME);
        Progress over = DepositRules.signing(signing(), new Signing.Pending("consensus_needed"), MAX_TIME + 1);

        assertEquals(DepositState.SIGNING, waiting.state());
        assertEquals(1, waiting.tries());
        assertEquals(DepositState.FAILED, over.state());
        assertEquals("consensus_needed_too_long", over.reason());
    }

    @Test
    void aSignerThatRefusesToLiftAFeeLeavesTheAttemptBelowOnItsWay() {
        Progress lifting = DepositRules.built(submitted(), attempt(2, true));

        Progress next = DepositRules.unsigned(lifting, "signer_refused");

        assertEquals(DepositState.SUBMITTED, next.state());
        assertEquals(1, next.attempts().size());
    }

    @ParameterizedTest
    @CsvSource({"999", "1000"})
    void nothingIsExpiredBeforeALedgerAfterItsTime(long closedAt) {
        assertEquals(Optional.empty(), DepositRules.unknown(submitted(), new Look.Unknown(closedAt, 1, 2), LIMITS));
    }

    @Test
    void expiredIsWhatAsManyServersAsNeededDoNotKnow() {
        Look.Unknown two = new Look.Unknown(MAX_TIME + 1, BUILT, 2);
        Look.Unknown one = new Look.Unknown(MAX_TIME + 1, BUILT, 1);

        assertEquals(
                DepositState.EXPIRED,
                DepositRules.unknown(submitted(), two, LIMITS).orElseThrow().state());
        assertEquals(
                DepositState.SUBMITTED,
                DepositRules.unknown(submitted(), one, LIMITS).orElseThrow().state());
    }

    @Test
    void whereTheLedgersOfTheAttemptAreForgottenItIsHeld() {
        Progress next = DepositRules.unknown(submitted(), new Look.Unknown(MAX_TIME + 1, BUILT + 1, 2), LIMITS)
                .orElseThrow();

        assertEquals(DepositState.HELD, next.state());
        assertEquals("history_lost", next.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"txBAD_SEQ", "txTOO_LATE", "txINSUFFICIENT_FEE", "txBAD_AUTH", "txINTERNAL_ERROR"})
    void aRefusalAtTheDoorDecidesNothing(String code) {
        Progress next = DepositRules.sent(submitted(), new Sending.Refused(code));

        assertEquals(DepositState.SUBMITTED, next.state());
        assertEquals(code, next.lastAttempt().refusal());
    }

    @Test
    void acceptedAndLaterStaySubmitted() {
        assertEquals(
                DepositState.SUBMITTED,
                DepositRules.sent(submitted(), new Sending.Accepted()).state());
        assertEquals(
                DepositState.SUBMITTED,
                DepositRules.sent(submitted(), new Sending.Later()).state());
    }

    @Test
    void aFeeIsLiftedAFewTimesOnly() {
        Progress refused = DepositRules.sent(submitted(), new Sending.Refused("txINSUFFICIENT_FEE"));
        Progress once = DepositRules.sent(
                DepositRules.built(refused, attempt(2, true)), new Sending.Refused("txINSUFFICIENT_FEE"));
        Progress twice = DepositRules.sent(
                DepositRules.built(once, attempt(3, true)), new Sending.Refused("txINSUFFICIENT_FEE"));

        assertTrue(DepositRules.needsMoreFee(refused, LIMITS));
        assertTrue(DepositRules.needsMoreFee(once, LIMITS));
        assertFalse(DepositRules.needsMoreFee(twice, LIMITS));
        assertFalse(DepositRules.needsMoreFee(submitted(), LIMITS));
    }

    @Test
    void confirmedIsWhatTheVaultItselfTellsOf() {
        Look.Succeeded look = new Look.Succeeded("hash-1", 60);

        Progress confirmed = DepositRules.succeeded(submitted(), look, Optional.of(BigInteger.TEN), LIMITS);
        Progress waiting = DepositRules.succeeded(submitted(), look, Optional.empty(), LIMITS);

        assertEquals(DepositState.CONFIRMED, confirmed.state());
        assertEquals("hash-1", confirmed.transactionHash());
        assertEquals(60, confirmed.ledger());
        assertEquals(BigInteger.TEN, confirmed.shares());
        assertEquals(DepositState.SUBMITTED, waiting.state());
    }

    @Test
    void aSuccessThatTheVaultNeverTellsOfIsHeld() {
        Progress progress = submitted();
        for (int i = 0; i < 40; i++) {
            progress = DepositRules.sent(progress, new Sending.Later());
        }
        for (int i = 0; i <= LIMITS.receiptTries(); i++) {
            assertEquals(DepositState.SUBMITTED, progress.state());
            progress = DepositRules.succeeded(progress, new Look.Succeeded("hash-1", 60), Optional.empty(), LIMITS);
        }
        progress = DepositRules.succeeded(progress, new Look.Succeeded("hash-1", 60), Optional.empty(), LIMITS);

        assertEquals(DepositState.HELD, progress.state());
        assertEquals("vault_event_missing", progress.reason());
    }

    @Test
    void whatFailedOnChainHasMovedNothing() {
        Progress next = DepositRules.failedOnChain(submitted(), new Look.FailedOnChain("hash-1", 60));

        assertEquals(DepositState.FAILED, next.state());
        assertEquals("failed_on_chain", next.reason());
        assertEquals("hash-1", next.transactionHash());
    }

    @ParameterizedTest
    @CsvSource({
        "7, , 1, PLANNED,",
        "7, txBAD_SEQ, 1, PLANNED,",
        "7, txTOO_LATE, 2, PLANNED,",
        "7, , 3, FAILED, expired",
        "7, txINSUFFICIENT_BALANCE, 1, FAILED, txINSUFFICIENT_BALANCE",
        "8, , 1, HELD, sequence_used",
        "9, txBAD_SEQ, 1, HELD, sequence_used",
        "6, , 1, EXPIRED,",
    })
    void afterExpiryTheSequenceNumberDecides(
            long used, String refusal, int attempts, DepositState state, String reason) {
        // given
        Progress expired = Progress.BEGINNING;
        for (int number = 1; number <= attempts; number++) {
            expired = DepositRules.built(expired, attempt(number, false));
        }
        expired = DepositRules.overtaken(expired.changing(expired.lastAttempt().refusedWith(refusal)));

        // when
        Progress next = DepositRules.afterExpiry(expired, Optional.of(source(used)), LIMITS);

        // then
        assertEquals(state, next.state());
        assertEquals(reason, next.reason());
    }

    @Test
    void anAccountThatIsGoneIsHeld() {
        assertEquals(
                DepositState.HELD,
                DepositRules.afterExpiry(DepositRules.overtaken(submitted()), Optional.empty(), LIMITS)
                        .state());
        assertEquals(
                DepositState.FAILED,
                DepositRules.givenUp(Progress.BEGINNING, "account_gone").state());
        assertEquals(
                DepositState.HELD,
                DepositRules.givenUp(submitted(), "account_gone").state());
    }

    @Test
    void onlyWhatIsNeitherFinalNorHeldGoesOn() {
        assertEquals(
                List.of(
                        DepositState.PLANNED,
                        DepositState.SIMULATED,
                        DepositState.BUILT,
                        DepositState.SIGNING,
                        DepositState.SIGNED,
                        DepositState.SUBMITTED,
                        DepositState.EXPIRED),
                List.of(DepositState.values()).stream()
                        .filter(DepositState::isUnderWay)
                        .toList());
    }

    @Test
    void afterARestoreWhatIsNotKnownToBeSignedIsLookedForFirst() {
        Progress built = DepositRules.built(Progress.BEGINNING, attempt(1, false));

        assertEquals(
                Optional.of(DepositState.SUBMITTED),
                DepositRules.maybeSent(built).map(Progress::state));
        assertEquals(
                Optional.of(DepositState.SUBMITTED),
                DepositRules.maybeSent(signing()).map(Progress::state));
        assertEquals(Optional.empty(), DepositRules.maybeSent(submitted()));
    }

    private static Source source(long sequence) {
        return new Source(sequence, BUILT, 900);
    }

    private static Progress signing() {
        return DepositRules.requesting(DepositRules.built(Progress.BEGINNING, attempt(1, false)), "request");
    }

    private static Progress submitted() {
        return DepositRules.submitting(DepositRules.signing(signing(), new Signing.Signed("envelope"), 0));
    }

    private static Attempt attempt(int number, boolean lifting) {
        return new Attempt(number, lifting, 8, MAX_TIME, BUILT, 100, "unsigned", "hash-" + number, null, null, null);
    }
}
