package io.ballast.ledger.transfer;

import java.util.List;
import java.util.stream.Stream;

/**
 * Transfers that are posted all or not at all, each seeing what those before it did.
 *
 * @param transfers at least one
 */
public record Chain(List<Transfer> transfers) {

    public Chain {
        transfers = List.copyOf(transfers);
        if (transfers.isEmpty()) {
            throw new IllegalArgumentException("A chain has at least one transfer");
        }
    }

    /** A transfer that depends on no other. */
    public static Chain of(Transfer transfer) {
        return new Chain(List.of(transfer));
    }

    static Stream<Transfer> transfersOf(List<Chain> chains) {
        return chains.stream().flatMap(chain -> chain.transfers().stream());
    }
}
