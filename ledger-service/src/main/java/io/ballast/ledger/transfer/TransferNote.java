package io.ballast.ledger.transfer;

import java.util.Map;
import java.util.UUID;

/**
 * What is recorded with a transfer and decides nothing.
 *
 * @param userId who asked for it
 * @param processedBy who approved it, or null
 * @param reference what the user wrote to it, or null
 * @param metadata what its kind tells more of, such as a stock's symbol; may be empty
 * @param reversalOf the transaction that it takes back, or null
 * @param holdId the hold that it captures, or null
 */
public record TransferNote(
        String userId,
        String processedBy,
        String reference,
        Map<String, Object> metadata,
        UUID reversalOf,
        UUID holdId) {

    public TransferNote {
        metadata = Map.copyOf(metadata);
    }

    public static TransferNote askedBy(String userId, String reference) {
        return new TransferNote(userId, null, reference, Map.of(), null, null);
    }

    public TransferNote processedBy(String approver) {
        return new TransferNote(userId, approver, reference, metadata, reversalOf, holdId);
    }

    public TransferNote with(Map<String, Object> more) {
        return new TransferNote(userId, processedBy, reference, more, reversalOf, holdId);
    }

    public TransferNote reversing(UUID transactionId) {
        return new TransferNote(userId, processedBy, reference, metadata, transactionId, holdId);
    }

    public TransferNote capturing(UUID hold) {
        return new TransferNote(userId, processedBy, reference, metadata, reversalOf, hold);
    }
}
