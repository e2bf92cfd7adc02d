package io.ballast.ledger.hold;

import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;

/** What each refusal of a capture or a void is answered with. */
final class HoldProblems {

    private HoldProblems() {}

    static HttpProblem of(HoldRefusal refusal) {
        return switch (refusal) {
            case HoldRefusal.Expired expired -> Problems.of(ProblemCode.HOLD_EXPIRED);
            case HoldRefusal.Voided voided -> Problems.of(ProblemCode.HOLD_VOIDED);
            case HoldRefusal.Captured captured -> Problems.of(ProblemCode.HOLD_CAPTURED);
            case HoldRefusal.Exceeded exceeded -> exceeded(exceeded);
        };
    }

    private static HttpProblem exceeded(HoldRefusal.Exceeded exceeded) {
        Asset asset = exceeded.hold().account().asset();
        return Problems.builder(ProblemCode.CAPTURE_EXCEEDS_HOLD)
                .with("requiredAmount", asset.toDecimal(exceeded.requested()))
                .with("remaining", asset.toDecimal(exceeded.hold().remaining()))
                .with("asset", asset.code())
                .build();
    }
}
