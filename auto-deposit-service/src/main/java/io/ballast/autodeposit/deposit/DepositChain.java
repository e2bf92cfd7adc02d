package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.deposit.Outcomes.Look;
import io.ballast.autodeposit.deposit.Outcomes.Sending;
import io.ballast.autodeposit.deposit.Outcomes.Simulation;
import io.ballast.autodeposit.deposit.Outcomes.Source;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What carrying a deposit out needs of its network. Every method blocks the calling thread for as long as its calls take, a
 * bounded time.
 */
public interface DepositChain {

    Simulation simulate(Order order) throws ChainUnavailable;

    /** The wallet's account, or empty if there is none. */
    Optional<Source> source(Order order) throws ChainUnavailable;

    /** When the newest ledger was closed, in seconds. */
    long closedAt() throws ChainUnavailable;

    /** The transaction that carries the order out, unsigned. */
    Attempt build(Order order, String simulation, int number, long sequence, Source source);

    /** A transaction that lifts the fee of the attempt, which is signed. */
    Attempt lift(Order order, Attempt attempt, int number);

    /** What is wrong with the envelope: it must do exactly what the order says and nothing else, and be this attempt. */
    Optional<String> deviation(Order order, Attempt attempt, String envelope);

    /** The envelope with the signature, or empty if the signature is not the account's. */
    Optional<String> sign(Order order, Attempt attempt, byte[] signature);

    /** Hands the envelope in, which may have been handed in before. */
    Sending send(String envelope) throws ChainUnavailable;

    /** What became of the attempts. */
    Look look(List<String> hashes) throws ChainUnavailable;

    /** The shares that the vault says this depositor received for the order's amount in that transaction, or empty. */
    Optional<BigInteger> receipt(Order order, String hash, long ledger) throws ChainUnavailable;

    /** The network cannot be asked now. */
    final class ChainUnavailable extends Exception {

        private static final long serialVersionUID = 1L;

        /** @param code a stable reason without anything secret in it */
        public ChainUnavailable(String code) {
            super(code, null, false, false);
        }
    }
}
