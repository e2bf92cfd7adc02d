package io.ballast.ledger.idempotency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides about the claims of a batch, as if they came one after the other. */
final class IdempotencyRules {

    private IdempotencyRules() {}

    /**
     * @param held whether this transaction holds the key of the claim at the same index
     * @param saved what had been answered, by index of the claim
     */
    static List<Verdict> decide(List<Claim> claims, List<Boolean> held, Map<Integer, SavedAnswer> saved) {
        List<Verdict> verdicts = new ArrayList<>(claims.size());
        Map<Slot, Integer> proceeding = new HashMap<>();
        for (int index = 0; index < claims.size(); index++) {
            Claim claim = claims.get(index);
            Integer earlier = proceeding.get(Slot.of(claim));
            Verdict verdict = earlier == null
                    ? decide(claim, held.get(index), saved.get(index))
                    : compare(claim, claims.get(earlier), earlier);
            if (verdict instanceof Verdict.Proceed) {
                proceeding.put(Slot.of(claim), index);
            }
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private static Verdict decide(Claim claim, boolean held, SavedAnswer saved) {
        if (saved != null) {
            return claim.requestHash().equals(saved.requestHash())
                    ? new Verdict.Replay(saved.answer())
                    : new Verdict.Reused();
        }
        return held ? new Verdict.Proceed() : new Verdict.InFlight();
    }

    private static Verdict compare(Claim claim, Claim earlier, int index) {
        return claim.requestHash().equals(earlier.requestHash()) ? new Verdict.SameAs(index) : new Verdict.Reused();
    }

    /** An answer with the hash of the request it was given to. */
    record SavedAnswer(String requestHash, Answer answer) {}

    private record Slot(String userId, String key) {

        static Slot of(Claim claim) {
            return new Slot(claim.userId(), claim.key());
        }
    }
}
