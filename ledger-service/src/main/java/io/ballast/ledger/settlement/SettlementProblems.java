package io.ballast.ledger.settlement;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import java.util.Map;

/** What a settlement that can not be posted is answered with. */
final class SettlementProblems {

    /** How many purchases are named; who mends those may find more. */
    private static final int MAX_NAMED = 100;

    private SettlementProblems() {}

    /**
     * @param flaws at least one, in the order of the request
     */
    static HttpProblem refused(List<Flaw> flaws) {
        Flaw first = flaws.getFirst();
        return Problems.builder(ProblemCode.SETTLEMENT_REFUSED)
                .withDetail("purchases[" + first.index() + "]: " + first.detail())
                .with("index", first.index())
                .with(
                        "refused",
                        flaws.stream()
                                .limit(MAX_NAMED)
                                .map(SettlementProblems::named)
                                .toList())
                .build();
    }

    private static Map<String, Object> named(Flaw flaw) {
        return Map.of("index", flaw.index(), "code", flaw.code().code(), "detail", flaw.detail());
    }
}
