package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.Reading;
import java.time.Instant;

/** What a network answered to a batch. */
sealed interface Answer {

    record Answered(Reading reading) implements Answer {}

    /** @param code a stable word that says why */
    record Unanswered(String code, Instant at) implements Answer {}
}
