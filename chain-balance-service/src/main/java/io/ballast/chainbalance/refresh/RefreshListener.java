package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.wallet.Wallet;
import java.util.List;
import java.util.Map;

/** Is told of what refreshes have stored, as soon as it is durable. Never fails and never blocks. */
public interface RefreshListener {

    /** @param stored everything that is expected to be known of each of the wallets, as it now stands */
    void refreshed(Map<Wallet, List<Observation>> stored);
}
