package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.Reading;
import java.time.Instant;
import java.util.Optional;

/** What a network answered to a batch. */
sealed interface Answer {

    /** The block it was given at. */
    Optional<Long> height();

    record Answered(Reading reading) implements Answer {

        @Override
        public Optional<Long> height() {
            return Optional.of(reading.block().height());
        }
    }

    /** @param code a stable word that says why */
    record Unanswered(String code, Instant at) implements Answer {

        @Override
        public Optional<Long> height() {
            return Optional.empty();
        }
    }
}
