package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.chain.ChainCreditReorged;
import java.time.Instant;

/** How credits are told. */
final class CreditEvents {

    private CreditEvents() {}

    static ChainCreditDetected detected(ChainNetwork network, MatchedCredit credit) {
        return new ChainCreditDetected(
                credit.walletId(),
                network.chain(),
                network.network(),
                credit.address(),
                credit.role(),
                credit.ownerType(),
                credit.ownerId(),
                credit.asset().symbol(),
                credit.asset().decimals(),
                credit.publicId(),
                credit.sender(),
                credit.asset().toDecimal(credit.raw()),
                credit.raw().toString(),
                credit.transactionHash(),
                credit.height(),
                credit.blockHash(),
                credit.finality(),
                credit.happenedAt());
    }

    static ChainCreditReorged reorged(ChainNetwork network, MatchedCredit credit, Instant foundOut) {
        return new ChainCreditReorged(
                credit.walletId(),
                network.chain(),
                network.network(),
                credit.address(),
                credit.role(),
                credit.ownerType(),
                credit.ownerId(),
                credit.asset().symbol(),
                credit.asset().decimals(),
                credit.publicId(),
                credit.sender(),
                credit.asset().toDecimal(credit.raw()),
                credit.raw().toString(),
                credit.transactionHash(),
                credit.height(),
                credit.blockHash(),
                foundOut);
    }
}
