package io.ballast.autodeposit.deposit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a deposit has come.
 *
 * @param reason why it failed or is held, a stable code; null otherwise
 * @param simulation what the network said the transaction needs; null before
 * @param shares the vault shares: those expected, and once it is confirmed those received; null before
 * @param attempts the oldest first
 * @param tries how often in a row nothing came of looking
 * @param transactionHash of the attempt that decided, else of the last one; null before
 * @param ledger that contains it; null before
 */
public record Progress(
        DepositState state,
        String reason,
        String simulation,
        BigInteger shares,
        List<Attempt> attempts,
        int tries,
        String transactionHash,
        Long ledger) {

    public static final Progress BEGINNING =
            new Progress(DepositState.PLANNED, null, null, null, List.of(), 0, null, null);

    public Progress {
        attempts = List.copyOf(attempts);
    }

    public Attempt lastAttempt() {
        return attempts.getLast();
    }

    /** How many transactions of their own there were; those that only lift a fee do not count. */
    public int attemptsMade() {
        return (int) attempts.stream().filter(attempt -> !attempt.feeBump()).count();
    }

    /** How often the fee of the newest transaction was lifted. */
    public int bumpsOfLast() {
        return (int) attempts.reversed().stream().takeWhile(Attempt::feeBump).count();
    }

    Progress to(DepositState next) {
        return new Progress(next, null, simulation, shares, attempts, 0, transactionHash, ledger);
    }

    Progress because(String code) {
        return new Progress(state, code, simulation, shares, attempts, tries, transactionHash, ledger);
    }

    Progress triedAgain() {
        return new Progress(state, reason, simulation, shares, attempts, tries + 1, transactionHash, ledger);
    }

    Progress simulated(String needs, BigInteger expected) {
        return new Progress(state, reason, needs, expected, attempts, tries, transactionHash, ledger);
    }

    Progress with(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.add(attempt);
        return new Progress(state, reason, simulation, shares, more, tries, attempt.hash(), ledger);
    }

    Progress changing(Attempt last) {
        List<Attempt> changed = new ArrayList<>(attempts.subList(0, attempts.size() - 1));
        changed.add(last);
        return new Progress(state, reason, simulation, shares, changed, tries, transactionHash, ledger);
    }

    Progress withoutLast() {
        List<Attempt> fewer = attempts.subList(0, attempts.size() - 1);
        return new Progress(
                state, reason, simulation, shares, fewer, tries, fewer.getLast().hash(), ledger);
    }

    Progress decidedBy(String hash, long inLedger, BigInteger received) {
        return new Progress(state, reason, simulation, received, attempts, tries, hash, inLedger);
    }
}
