package io.ballast.chainbalance.hedera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.credit.CreditStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RereadsTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final CreditStream STREAM = new CreditStream(new ChainNetwork("hedera", "local"), "transactions");
    private static final ConsensusTime POSITION = ConsensusTime.of(NOON.minusSeconds(3));
    private static final ConsensusTime ALL = ConsensusTime.of(NOON.minusSeconds(3 + 60 + 20));

    private final HandClock clock = new HandClock();
    private final Rereads rereads = new Rereads(Duration.ofSeconds(60), Duration.ofSeconds(20), clock);

    @Test
    void givenWhoBeginsToLook_whenAskedFromWhere_thenWithWhatMayHaveBeenMissed() {
        // then
        assertEquals(ALL, rereads.after(STREAM, POSITION));
    }

    @Test
    void givenAllWasRead_whenAskedSoonAndLater_thenWhatIsNewAndThenAllAgain() {
        // given
        rereads.after(STREAM, POSITION);
        rereads.looked(STREAM, true);

        // then
        clock.now = NOON.plusSeconds(20);
        assertEquals(POSITION, rereads.after(STREAM, POSITION));
        rereads.looked(STREAM, true);
        clock.now = NOON.plusSeconds(21);
        assertEquals(ALL, rereads.after(STREAM, POSITION));
    }

    @Test
    void givenALookThatFailed_whenAskedAgain_thenItIsMadeUpFor() {
        // given
        rereads.after(STREAM, POSITION);

        // then
        assertEquals(ALL, rereads.after(STREAM, POSITION));
    }

    @Test
    void givenAnotherReplicaThatLookedMeanwhile_whenItIsBack_thenAllIsReadAgain() {
        // given
        rereads.after(STREAM, POSITION);
        rereads.looked(STREAM, true);
        rereads.after(STREAM, POSITION);
        rereads.looked(STREAM, false);

        // then
        assertEquals(ALL, rereads.after(STREAM, POSITION));
    }

    private static final class HandClock extends Clock {

        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
