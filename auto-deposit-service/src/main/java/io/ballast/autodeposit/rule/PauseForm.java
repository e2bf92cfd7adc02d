package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.problem.ProblemCode;
import io.ballast.autodeposit.problem.Problems;

/** What a pause must say. */
final class PauseForm {

    private PauseForm() {}

    /** Returns if it does, or throws the problem that says what is wrong. */
    static void check(PauseRequest request) {
        if (request == null) {
            throw Problems.of(ProblemCode.MALFORMED_REQUEST);
        }
        if (request.paused() == null) {
            throw Problems.invalidField("paused", "is missing");
        }
        String reason = request.reason();
        if (reason == null || reason.isBlank() || reason.length() > PauseRequest.LONGEST_REASON) {
            throw Problems.invalidField("reason", "is not 1 to " + PauseRequest.LONGEST_REASON + " characters");
        }
    }
}
