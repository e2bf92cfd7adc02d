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
import java.util.stream.Stream;

/**
 * Reads batches from one RPC server: up to 200 ledger keys a call, all at one ledger. A server answers each call at its
 * newest ledger, so a batch that a closing ledger parted is read again, a few times at most; where ledgers close faster
 * than that, what was read is as of the ledger that the batch is stamped with, or a later one.
 *
 * <p>A server is trusted only after it has named the right network, and again after every failure.
 */
final class RpcReads {

    private static final String SOURCE = "rpc";
    private static final int MOST_ROUNDS = 4;

    private final RpcNode node;
    private final StellarNetwork network;
    private final Clock clock;
    private volatile boolean verified;

    RpcReads(RpcNode node, StellarNetwork network, Clock clock) {
        this.node = node;
        this.network = network;
        this.clock = clock;
    }

    /** Something asked of the server once it has named the right network. */
    @FunctionalInterface
    interface Question<T> {
        T ask(RpcNode node) throws RpcException;
    }

    /** Asks within the rules: the network first, and again after a failure. */
    <T> T ask(Question<T> question, Instant deadline) throws RpcException {
        try {
            check(deadline);
            verifyNetwork();
            check(deadline);
            return question.ask(node);
        } catch (RpcException failure) {
            verified = false;
            throw failure;
        }
    }

    Reading read(List<ChainRead> reads, Instant deadline) throws RpcException {
        return ask(server -> pinned(reads, deadline), deadline);
    }

    /**
     * A read with the keys of what answers it.
     *
     * @param entry the account's own, or that of its trustline
     */
    private record Wanted(ChainRead read, String account, String entry) {}

    private Reading pinned(List<ChainRead> reads, Instant deadline) throws RpcException {
        List<Wanted> wanted = reads.stream().map(this::wanted).toList();
        List<String> keys = wanted.stream()
                .flatMap(each -> Stream.of(each.account(), each.entry()))
                .distinct()
                .toList();
        Map<String, RpcNode.Entries> portions = new HashMap<>();
        for (int round = 1; ; round++) {
            check(deadline);
            Instant asked = clock.instant();
            BlockRef head = fresh(node.head(), asked);
            portions.values().removeIf(each -> each.ledger() != head.height());
            fill(portions, keys, deadline);
            boolean behind = portions.values().stream().anyMatch(each -> each.ledger() < head.height());
            boolean pinned = portions.values().stream().allMatch(each -> each.ledger() == head.height());
            if (pinned || round == MOST_ROUNDS && !behind) {
                return new Reading(head, asked, SOURCE, results(wanted, merged(portions)));
            }
            if (round == MOST_ROUNDS) {
                throw RpcException.unavailable("ledger_moved");
            }
        }
    }

    /** Reads the portions that are missing. */
    private void fill(Map<String, RpcNode.Entries> portions, List<String> keys, Instant deadline) throws RpcException {
        for (int from = 0; from < keys.size(); from += network.keysPerCall()) {
            List<String> some = keys.subList(from, Math.min(from + network.keysPerCall(), keys.size()));
            if (!portions.containsKey(some.getFirst())) {
                check(deadline);
                portions.put(some.getFirst(), node.entries(some));
            }
        }
    }

    /** The account's own key is always asked for, to tell a missing account from a missing trustline. */
    private Wanted wanted(ChainRead read) {
        StellarAsset asset = network.asset(read);
        String account = LedgerEntries.accountKey(read.address());
        String entry = asset.isNative() ? account : LedgerEntries.trustLineKey(read.address(), asset.name());
        return new Wanted(read, account, entry);
    }

    private List<ReadResult> results(List<Wanted> wanted, Map<String, String> entries) {
        return wanted.stream().map(each -> result(each, entries)).toList();
    }

    private ReadResult result(Wanted wanted, Map<String, String> entries) {
        if (!entries.containsKey(wanted.account())) {
            return new ReadResult.Absent(Holding.NO_ACCOUNT);
        }
        String entry = entries.get(wanted.entry());
        if (entry == null) {
            return new ReadResult.Absent(Holding.NO_TRUSTLINE);
        }
        try {
            Holding holding = LedgerEntries.holding(entry);
            boolean all =
                    !network.asset(wanted.read()).asset().equals(wanted.read().asset());
            return all ? holding.total() : holding.available();
        } catch (RpcException malformed) {
            return new ReadResult.Failed("malformed_result");
        }
    }

    private static Map<String, String> merged(Map<String, RpcNode.Entries> portions) {
        Map<String, String> merged = new HashMap<>();
        portions.values().forEach(each -> merged.putAll(each.found()));
        return merged;
    }

    private BlockRef fresh(BlockRef head, Instant now) throws RpcException {
        boolean old = network.maxLedgerAge()
                .filter(age -> head.minedAt().isBefore(now.minus(age)))
                .isPresent();
        if (old) {
            throw RpcException.unavailable("head_too_old");
        }
        return head;
    }

    private void verifyNetwork() throws RpcException {
        if (verified) {
            return;
        }
        if (!network.passphrase().equals(node.passphrase())) {
            throw RpcException.unavailable("wrong_chain");
        }
        verified = true;
    }

    private void check(Instant deadline) throws RpcException {
        if (clock.instant().isAfter(deadline)) {
            throw RpcException.unavailable("rpc_timeout");
        }
    }
}
