package io.ballast.autodeposit.deposit;

import java.math.BigInteger;

/** What the network and the signer can answer; {@link DepositRules} decides what follows. */
public final class Outcomes {

    private Outcomes() {}

    /** What became of a simulation. */
    public sealed interface Simulation {

        /** The vault would take it for so many shares; {@code needs} is what the transaction needs, opaque. */
        record Accepted(String needs, BigInteger shares) implements Simulation {}

        /** The vault would not; {@code code} is stable. */
        record Refused(String code) implements Simulation {}
    }

    /**
     * The source account and the newest ledger.
     *
     * @param sequence the last number that was used
     */
    public record Source(long sequence, long ledger, long closedAt) {}

    /** What became of a request to sign. */
    public sealed interface Signing {

        /** The whole transaction with a signature that was verified. */
        record Signed(String envelope) implements Signing {}

        /** Not yet; the same request again will tell. */
        record Pending(String code) implements Signing {}

        /** Never. */
        record Refused(String code) implements Signing {}
    }

    /** What the network says of all attempts together. */
    public sealed interface Look {

        /** One is part of a ledger and did what it should. */
        record Succeeded(String hash, long ledger) implements Look {}

        /** One is part of a ledger and moved nothing. */
        record FailedOnChain(String hash, long ledger) implements Look {}

        /**
         * None is known to any server asked.
         *
         * @param closedAt when the newest ledger was closed, by the server that is furthest behind
         * @param oldest the oldest ledger that is remembered, by the server that remembers least
         * @param servers how many said so
         */
        record Unknown(long closedAt, long oldest, int servers) implements Look {}
    }

    /** What is said at the network's door. */
    public sealed interface Sending {

        /** It waits for a ledger, or is said to wait already. */
        record Accepted() implements Sending {}

        /** Not now. */
        record Later() implements Sending {}

        /** As things are it can be part of no ledger; {@code code} is the network's. */
        record Refused(String code) implements Sending {}
    }
}
