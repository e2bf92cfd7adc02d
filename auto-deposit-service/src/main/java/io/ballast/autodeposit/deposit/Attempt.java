package io.ballast.autodeposit.deposit;

/**
 * One transaction that carries a deposit out, or lifts the fee of the one before it. Attempts of one deposit have the same sequence
 * number, which the network uses once: they exclude each other.
 *
 * @param number counts from 1
 * @param feeBump whether it lifts the fee of an earlier attempt
 * @param sequence of the source account
 * @param maxTime the last second, by the network's clock, in which a ledger may contain it
 * @param builtLedger the newest ledger when it was built: no ledger before it can contain it
 * @param fee the most it may cost, in stroops
 * @param unsigned the envelope without signatures, base64
 * @param hash what it will be known by, hex
 * @param signRequest what the signer is asked, exactly; null before
 * @param signed the envelope as it is sent, base64; null before
 * @param refusal the network's code when it was last refused at the door; null if it was not
 */
public record Attempt(
        int number,
        boolean feeBump,
        long sequence,
        long maxTime,
        long builtLedger,
        long fee,
        String unsigned,
        String hash,
        String signRequest,
        String signed,
        String refusal) {

    Attempt requesting(String request) {
        return new Attempt(
                number, feeBump, sequence, maxTime, builtLedger, fee, unsigned, hash, request, signed, refusal);
    }

    Attempt signedAs(String envelope) {
        return new Attempt(
                number, feeBump, sequence, maxTime, builtLedger, fee, unsigned, hash, signRequest, envelope, refusal);
    }

    Attempt refusedWith(String code) {
        return new Attempt(
                number, feeBump, sequence, maxTime, builtLedger, fee, unsigned, hash, signRequest, signed, code);
    }
}
