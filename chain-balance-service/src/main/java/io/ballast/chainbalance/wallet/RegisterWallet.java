package io.ballast.chainbalance.wallet;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of a registration.
 *
 * @param ownerType with {@code ownerId}, for whom an admin registers; without both it is the caller
 */
public record RegisterWallet(
        @Schema(maxLength = 32) String chain,
        @Schema(maxLength = 64) String network,
        @Schema(maxLength = 128) String address,
        @Schema(maxLength = 32) String role,

        @Schema(enumeration = {"user", "community", "company", "system"})
        String ownerType,

        @Schema(maxLength = 128) String ownerId) {}
