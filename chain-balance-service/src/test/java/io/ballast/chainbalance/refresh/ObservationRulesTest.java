package io.ballast.chainbalance.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.credit.Reorg;
import io.ballast.chainbalance.finality.ChainFinality;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObservationRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final ReadKey KEY = new ReadKey(new UUID(0, 1), "USDC", "");
    private static final Observation UNKNOWN = Observation.unknown(KEY, 6);

    @Test
    void givenNothingKnown_whenAValueIsRead_thenItIsAChangeFromNothing() {
        // when
        Outcome outcome = answered(UNKNOWN, value(5), at(10));

        // then
        Outcome.Changed changed = assertInstanceOf(Outcome.Changed.class, outcome);
        assertEquals(Optional.empty(), changed.previous());
        assertEquals(known(5, 1, 10), changed.observation().known().orElseThrow());
    }

    @Test
    void givenNothingKnown_whenZeroIsRead_thenItIsAValueToo() {
        // when
        Outcome outcome = answered(UNKNOWN, value(0), at(10));

        // then
        assertInstanceOf(Outcome.Changed.class, outcome);
    }

    @Test
    void givenAValue_whenAnotherIsRead_thenItHasTheNextVersion() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);

        // when
        Outcome outcome = answered(five, value(7), at(11));

        // then
        Outcome.Changed changed = assertInstanceOf(Outcome.Changed.class, outcome);
        assertEquals(known(7, 2, 11), changed.observation().known().orElseThrow());
        assertEquals(five.known(), changed.previous());
    }

    @Test
    void givenAValue_whenTheSameIsRead_thenItIsOnlySeenLater() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);

        // when
        Outcome outcome = answered(five, value(5), at(11));

        // then
        Outcome.Confirmed confirmed = assertInstanceOf(Outcome.Confirmed.class, outcome);
        assertEquals(known(5, 1, 11), confirmed.observation().known().orElseThrow());
    }

    @Test
    void givenAValueOfABackup_whenTheSameIsRead_thenItIsToldAgainOnceAsIfNothingHadBeenTold() {
        // given
        KnownValue old = known(5, 900, 10);
        KnownValue restored = new KnownValue(
                old.raw(), old.version(), 10, old.blockHash(), old.finality(), "backup", old.asOf(), null);
        Observation backup = UNKNOWN.showing(Optional.of(restored), NOON, Optional.empty());

        // when
        Outcome first = answered(backup, value(5), at(11));
        Outcome second = answered(first.observation(), value(5), at(12));

        // then
        Outcome.Changed changed = assertInstanceOf(Outcome.Changed.class, first);
        assertEquals(Optional.empty(), changed.previous());
        assertEquals(known(5, 901, 11), changed.observation().known().orElseThrow());
        assertInstanceOf(Outcome.Confirmed.class, second);
    }

    @Test
    void givenAValueOfABackup_whenItCannotBeRead_thenItStaysToBeTold() {
        // given
        KnownValue old = known(5, 900, 10);
        KnownValue restored = new KnownValue(
                old.raw(), old.version(), 10, old.blockHash(), old.finality(), "backup", old.asOf(), null);
        Observation backup = UNKNOWN.showing(Optional.of(restored), NOON, Optional.empty());

        // when
        Outcome missed = ObservationRules.unanswered(backup, "rpc_timeout", NOON.plusSeconds(1));

        // then
        assertInstanceOf(Outcome.Missed.class, missed);
        assertInstanceOf(Outcome.Changed.class, answered(missed.observation(), value(5), at(11)));
    }

    @Test
    void givenAnAnswerWithABlockOfItsOwn_whenRead_thenThatIsItsStamp() {
        // when
        Outcome outcome = answered(UNKNOWN, own(5, 12, NOON.plusSeconds(3)), at(10));

        // then
        KnownValue known = outcome.observation().known().orElseThrow();
        assertEquals(12, known.blockHeight());
        assertEquals(NOON.plusSeconds(3), known.asOf());
    }

    @Test
    void givenAValue_whenAnAnswerOfAnOlderBlockOrTimeComes_thenItIsNotBelieved() {
        // given
        Observation five =
                answered(UNKNOWN, own(5, 12, NOON.plusSeconds(3)), at(12)).observation();

        // then: whatever block the batch as a whole was at
        assertInstanceOf(Outcome.Behind.class, answered(five, own(3, 11, NOON.plusSeconds(9)), at(99)));
        assertInstanceOf(Outcome.Behind.class, answered(five, own(3, 12, NOON.plusSeconds(2)), at(99)));
        assertInstanceOf(Outcome.Changed.class, answered(five, own(3, 12, NOON.plusSeconds(4)), at(9)));
    }

    @Test
    void givenAValue_whenANodeLags_thenItIsNotBelieved() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);

        // when
        Outcome outcome = answered(five, value(3), at(9));

        // then
        assertEquals(new Outcome.Behind(five), outcome);
    }

    @Test
    void givenAValue_whenAnotherIsReadAtTheSameHeight_thenItIsNotBehind() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);

        // then
        assertInstanceOf(Outcome.Changed.class, answered(five, value(3), at(10)));
    }

    @ParameterizedTest
    @MethodSource("noValues")
    void givenAValue_whenNoValueIsRead_thenItStays(ReadResult result) {
        // given
        Observation five = observed(UNKNOWN, 5, 10);

        // when
        Outcome outcome = answered(five, result, at(11));

        // then
        Outcome.Missed missed = assertInstanceOf(Outcome.Missed.class, outcome);
        assertEquals(five.known(), missed.observation().known());
        assertEquals(NOON.plusSeconds(11), missed.observation().checkedAt());
        assertTrue(missed.observation().lastError().isPresent());
    }

    @ParameterizedTest
    @MethodSource("noValues")
    void givenNothingKnown_whenNoValueIsRead_thenItStaysUnknown(ReadResult result) {
        // when
        Outcome outcome = answered(UNKNOWN, result, at(11));

        // then
        assertEquals(Optional.empty(), outcome.observation().known());
    }

    @Test
    void givenAValue_whenAFinalBlockSaysThatNothingIsThere_thenItIsZeroAndAbsent() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);

        // when
        Outcome outcome = answered(five, new ReadResult.Absent("no_trustline"), finalAt(11));

        // then
        Outcome.Changed changed = assertInstanceOf(Outcome.Changed.class, outcome);
        KnownValue known = changed.observation().known().orElseThrow();
        assertEquals(BigInteger.ZERO, known.raw());
        assertEquals("no_trustline", known.absence());
        assertEquals(2, known.version());
        assertEquals(Optional.empty(), changed.observation().lastError());
    }

    @Test
    void givenAnAbsence_whenAnEmptyPurseIsRead_thenItIsConfirmedAndNoLongerAbsent() {
        // given
        Observation absent = answered(UNKNOWN, new ReadResult.Absent("no_account"), finalAt(10))
                .observation();

        // when
        Outcome outcome = answered(absent, value(0), finalAt(11));

        // then
        assertInstanceOf(Outcome.Confirmed.class, outcome);
        assertEquals(
                null, outcome.observation().known().map(KnownValue::absence).orElse(null));
    }

    @Test
    void givenAValue_whenTheNetworkGivesNoAnswer_thenItStays() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);

        // when
        Outcome outcome = ObservationRules.unanswered(five, "rpc_unreachable", NOON);

        // then
        assertEquals(
                new Observation(KEY, 6, five.known(), NOON, Optional.of("rpc_unreachable"), List.of()),
                outcome.observation());
    }

    @Test
    void givenAFailure_whenAValueIsRead_thenTheFailureIsForgotten() {
        // given
        Observation failed = ObservationRules.unanswered(observed(UNKNOWN, 5, 10), "rpc_timeout", NOON)
                .observation();

        // when
        Outcome outcome = answered(failed, value(5), at(11));

        // then
        assertInstanceOf(Outcome.Confirmed.class, outcome);
        assertEquals(Optional.empty(), outcome.observation().lastError());
    }

    private static List<ReadResult> noValues() {
        return List.of(new ReadResult.Absent("no_contract"), new ReadResult.Failed("reverted"));
    }

    @Test
    void givenAnotherBlockAtTheSameHeight_whenRead_thenTheValueIsCorrectedAndNotMerelyChanged() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);

        // when
        Outcome outcome = answered(five, value(3), onBranch(10, "0xother"));

        // then
        Outcome.Reorged reorged = assertInstanceOf(Outcome.Reorged.class, outcome);
        assertEquals(known(5, 1, 10), reorged.withdrawn());
        assertEquals(2, reorged.observation().known().orElseThrow().version());
    }

    @Test
    void givenAChainThatWentBack_whenReadAtAnEarlierBlock_thenTheValueIsCorrected() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);
        ChainFinality reorgs = ChainFinality.UNKNOWN.with(List.of(new Reorg(7, NOON.plusSeconds(11))));

        // when
        Outcome outcome = ObservationRules.answered(five, value(3), readAt(8, NOON.plusSeconds(12)), reorgs);

        // then
        Outcome.Reorged reorged = assertInstanceOf(Outcome.Reorged.class, outcome);
        assertEquals(8, reorged.observation().known().orElseThrow().blockHeight());
    }

    @Test
    void givenAChainThatWentBack_whenTheSameIsRead_thenItIsConfirmedAtTheEarlierBlock() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);
        ChainFinality reorgs = ChainFinality.UNKNOWN.with(List.of(new Reorg(7, NOON.plusSeconds(11))));

        // when
        Outcome outcome = ObservationRules.answered(five, value(5), readAt(8, NOON.plusSeconds(12)), reorgs);

        // then
        assertInstanceOf(Outcome.Confirmed.class, outcome);
    }

    @Test
    void
            givenAChainThatWentBack_whenTheReadingIsOlderThanThatOrTheValueIsOfBeforeTheFork_thenALowerBlockIsNotBelieved() {
        // given
        Observation five = observed(UNKNOWN, 5, 10);
        ChainFinality later = ChainFinality.UNKNOWN.with(List.of(new Reorg(7, NOON.plusSeconds(11))));
        ChainFinality above = ChainFinality.UNKNOWN.with(List.of(new Reorg(10, NOON.plusSeconds(11))));

        // then
        assertInstanceOf(
                Outcome.Behind.class,
                ObservationRules.answered(five, value(3), readAt(9, NOON.plusSeconds(10)), later));
        assertInstanceOf(
                Outcome.Behind.class,
                ObservationRules.answered(five, value(3), readAt(9, NOON.plusSeconds(12)), above));
        assertInstanceOf(
                Outcome.Behind.class,
                ObservationRules.answered(five, value(3), readAt(6, NOON.plusSeconds(12)), later));
    }

    private static Outcome answered(Observation stored, ReadResult result, Reading reading) {
        return ObservationRules.answered(stored, result, reading, ChainFinality.UNKNOWN);
    }

    private static Reading onBranch(long height, String hash) {
        return new Reading(
                new BlockRef(height, hash, NOON, Finality.LATEST),
                NOON.plusSeconds(height + 1),
                "blockchain",
                List.of());
    }

    private static Reading readAt(long height, Instant asOf) {
        return new Reading(
                new BlockRef(height, "0xnew" + height, NOON, Finality.LATEST), asOf, "blockchain", List.of());
    }

    private static Observation observed(Observation stored, long raw, long height) {
        return answered(stored, value(raw), at(height)).observation();
    }

    private static ReadResult value(long raw) {
        return new ReadResult.Value(BigInteger.valueOf(raw));
    }

    private static Reading at(long height) {
        return at(height, Finality.LATEST);
    }

    private static Reading finalAt(long height) {
        return at(height, Finality.FINALIZED);
    }

    private static Reading at(long height, Finality finality) {
        BlockRef block = new BlockRef(height, "0x" + height, NOON, finality);
        return new Reading(block, NOON.plusSeconds(height), "blockchain", List.of());
    }

    private static KnownValue known(long raw, long version, long height) {
        return new KnownValue(
                BigInteger.valueOf(raw),
                version,
                height,
                "0x" + height,
                "latest",
                "blockchain",
                NOON.plusSeconds(height),
                null);
    }

    private static ReadResult own(long raw, long height, Instant asOf) {
        BlockRef block = new BlockRef(height, "0x" + height, asOf, Finality.FINALIZED);
        return new ReadResult.At(block, asOf, value(raw));
    }
}
