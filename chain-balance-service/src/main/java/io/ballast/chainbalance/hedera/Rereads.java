package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.credit.CreditStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From where to look for transactions. What was seen is seen again some time later, since another node behind the same URL may
 * have known less; but not with every look, which would ask for the same minute thirty times. Thread-safe.
 */
final class Rereads {

    private final Duration overlap;
    private final Duration every;
    private final Clock clock;
    private final Map<CreditStream, Round> rounds = new ConcurrentHashMap<>();

    /** @param last when all of the overlap was looked through and recorded; @param running since when it is being tried again */
    private record Round(Instant last, Instant running) {}

    /**
     * @param overlap how far a node may lag without a credit being missed
     * @param every how often it is looked for what such a node did not know
     */
    Rereads(Duration overlap, Duration every, Clock clock) {
        this.overlap = overlap;
        this.every = every;
        this.clock = clock;
    }

    /** Whoever begins to look, also after another replica, begins with what may have been missed. */
    ConsensusTime after(CreditStream stream, ConsensusTime position) {
        Instant now = clock.instant();
        Round round = rounds.getOrDefault(stream, new Round(Instant.MIN, null));
        boolean isDue = round.last().isBefore(now.minus(every));
        rounds.put(stream, new Round(round.last(), isDue ? now : null));
        return isDue ? ConsensusTime.of(position.instant().minus(overlap).minus(every)) : position;
    }

    /** @param recorded whether what the look found is stored; if it is not, the stream is another replica's by now */
    void looked(CreditStream stream, boolean recorded) {
        rounds.computeIfPresent(
                stream,
                (unused, round) ->
                        recorded ? new Round(round.running() == null ? round.last() : round.running(), null) : null);
    }
}
