package io.ballast.autodeposit.stellar;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A network as deposits need it.
 *
 * @param rpcUrls the servers, in order of preference
 * @param usdc the asset as {@code CODE:ISSUER}
 * @param vaults the contracts that may take money; the first is the usual one
 * @param window how long an attempt may be part of a ledger, counted from the newest ledger
 * @param inclusionFee what is offered to be part of a ledger, in stroops, beside what the contract's resources cost
 */
public record StellarSettings(
        String name,
        List<URI> rpcUrls,
        String passphrase,
        String usdc,
        Set<String> vaults,
        Duration window,
        long inclusionFee,
        Duration callTimeout) {}
