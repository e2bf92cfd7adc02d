package io.ballast.chainbalance.stellar;

import java.time.Instant;
import java.util.List;

/**
 * What a contract told.
 *
 * @param topics in the protocol's binary form, in base64, as is {@code value}
 * @param happened whether what it tells of took effect
 */
record ContractEvent(
        EventPosition position,
        long ledger,
        Instant closedAt,
        String contract,
        List<String> topics,
        String value,
        String transactionHash,
        boolean happened) {

    ContractEvent {
        topics = List.copyOf(topics);
    }
}
