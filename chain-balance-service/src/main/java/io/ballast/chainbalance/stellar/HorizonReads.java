package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.provider.RpcException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads batches from one Horizon server: one call for each account, which is why it comes second. Accounts are read after
 * the ledger that the batch is stamped with; each is as of that one or a later one.
 */
final class HorizonReads {

    private static final String SOURCE = "horizon";

    private final HorizonNode node;
    private final StellarNetwork network;
    private final Clock clock;
    private volatile boolean verified;

    HorizonReads(HorizonNode node, StellarNetwork network, Clock clock) {
        this.node = node;
        this.network = network;
        this.clock = clock;
    }

    /** Something asked of the server once it has named the right network. */
    @FunctionalInterface
    interface Question<T> {
        T ask(HorizonNode node, Instant deadline) throws RpcException;
    }

    /** Asks within the rules: the network first, and again after a failure. */
    <T> T ask(Question<T> question, Instant deadline) throws RpcException {
        try {
            check(deadline);
            if (!verified) {
                root();
                check(deadline);
            }
            verified = true;
            return question.ask(node, deadline);
        } catch (RpcException failure) {
            verified = false;
            throw failure;
        }
    }

    private HorizonNode.Root root() throws RpcException {
        HorizonNode.Root root = node.root();
        if (!network.passphrase().equals(root.passphrase())) {
            throw RpcException.unavailable("wrong_chain");
        }
        return root;
    }

    Reading read(List<ChainRead> reads, Instant deadline) throws RpcException {
        Instant asked = clock.instant();
        HorizonNode.Root root = root();
        check(deadline);
        BlockRef ledger = fresh(node.ledger(root.ledger()), asked);
        Map<String, Optional<Map<String, Holding>>> accounts = new HashMap<>();
        for (ChainRead read : reads) {
            if (!accounts.containsKey(read.address())) {
                check(deadline);
                accounts.put(read.address(), node.account(read.address()));
            }
        }
        List<ReadResult> results = reads.stream()
                .map(read -> result(read, accounts.get(read.address())))
                .toList();
        return new Reading(ledger, asked, SOURCE, results);
    }

    private ReadResult result(ChainRead read, Optional<Map<String, Holding>> account) {
        if (account.isEmpty()) {
            return new ReadResult.Absent(Holding.NO_ACCOUNT);
        }
        StellarAsset asset = network.asset(read);
        Holding holding = account.get().get(asset.name());
        if (holding == null) {
            return new ReadResult.Absent(Holding.NO_TRUSTLINE);
        }
        return asset.asset().equals(read.asset()) ? holding.available() : holding.total();
    }

    private BlockRef fresh(BlockRef ledger, Instant now) throws RpcException {
        boolean old = network.maxLedgerAge()
                .filter(age -> ledger.minedAt().isBefore(now.minus(age)))
                .isPresent();
        if (old) {
            throw RpcException.unavailable("head_too_old");
        }
        return ledger;
    }

    private void check(Instant deadline) throws RpcException {
        if (clock.instant().isAfter(deadline)) {
            throw RpcException.unavailable("rpc_timeout");
        }
    }
}
