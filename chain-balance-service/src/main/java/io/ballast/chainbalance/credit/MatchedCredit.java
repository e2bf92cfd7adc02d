package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.Asset;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;

/**
 * A credit as one wallet's.
 *
 * @param sighting counts how often it was told, beginning with 1; it is told again if it happened after all
 * @param sender or null
 * @param blockHash or null
 */
record MatchedCredit(
        UUID walletId,
        String tenant,
        String role,
        String ownerType,
        String ownerId,
        String address,
        String eventId,
        int sighting,
        Asset asset,
        BigInteger raw,
        String sender,
        String transactionHash,
        long height,
        String blockHash,
        String finality,
        Instant happenedAt) {

    /** The identity by which consumers know it: the chain's own, and another one when it is told anew. */
    String publicId() {
        return sighting == 1 ? eventId : eventId + "~" + sighting;
    }
}
