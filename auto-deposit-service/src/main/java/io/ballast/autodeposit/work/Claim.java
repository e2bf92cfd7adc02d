package io.ballast.autodeposit.work;

import java.util.UUID;

/**
 * A wallet that this replica alone looks at for now.
 *
 * @param wakes how many reasons to look there were when it was claimed
 * @param hastened whether a webhook said that something came in
 */
public record Claim(UUID walletId, String tenant, UUID id, long wakes, boolean hastened) {}
