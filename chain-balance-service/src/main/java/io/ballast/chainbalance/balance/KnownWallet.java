package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.wallet.Wallet;
import java.util.List;

/**
 * A wallet with everything that was ever read of it.
 *
 * @param observations without entries for what was never read
 */
public record KnownWallet(Wallet wallet, List<Observation> observations) {}
