package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.ChainNetwork;
import java.util.List;
import java.util.UUID;

/** Is told of wallets whose balance a chain has moved, as soon as that is durable. */
public interface MovementListener {

    void moved(ChainNetwork network, List<UUID> wallets);
}
