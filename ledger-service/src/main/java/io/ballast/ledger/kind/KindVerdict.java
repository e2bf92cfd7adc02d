package io.ballast.ledger.kind;

import io.ballast.ledger.problem.ProblemCode;
import java.util.Map;

/** Whether a transaction can be asked for as it was. */
sealed interface KindVerdict {

    /**
     * It can.
     *
     * @param metadata what is kept of what was told
     */
    record Fits(Map<String, Object> metadata) implements KindVerdict {}

    /**
     * It can not.
     *
     * @param field the field of the request that is to blame, or null
     * @param message what is wrong, to be read after the field's name if there is one
     */
    record Unfit(ProblemCode code, String field, String message) implements KindVerdict {}
}
