package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads batches from one mirror node: HBAR of up to 100 accounts a call, each token of up to 100 accounts a call, and one
 * call for the blocks, which comes first: what is read after it is true at the newest block or later. (A list of balances
 * shows 50 tokens of an account at most, and airdrops can fill those.)
 *
 * <p>A node is trusted only after it has named the decimals of all tokens rightly, and again after every failure.
 */
final class MirrorReads {

    private static final String SOURCE = "mirror";

    private final MirrorNode node;
    private final HederaNetwork network;
    private final Clock clock;
    private volatile boolean verified;

    MirrorReads(MirrorNode node, HederaNetwork network, Clock clock) {
        this.node = node;
        this.network = network;
        this.clock = clock;
    }

    MirrorNode node() {
        return node;
    }

    Reading read(List<ChainRead> reads, Instant deadline) throws RpcException {
        try {
            verifyTokens(deadline);
            MirrorBlocks blocks = fresh(node.newestBlocks(deadline));
            Map<HtsToken, Map<String, Found>> found = new LinkedHashMap<>();
            for (Map.Entry<HtsToken, Set<String>> wanted :
                    accountsByToken(reads).entrySet()) {
                found.put(wanted.getKey(), find(wanted.getKey(), wanted.getValue(), deadline));
            }
            Instant asOf = earlier(blocks.end().instant(), clock.instant());
            List<ReadResult> results = reads.stream()
                    .map(read -> result(found, read, blocks.newest(), asOf))
                    .toList();
            return new Reading(blocks.newest(), asOf, SOURCE, results);
        } catch (RpcException failure) {
            verified = false;
            throw failure;
        }
    }

    /**
     * What a call said of one account.
     *
     * @param changedAt when one of the balances of the call last changed; empty if it listed none
     */
    private record Found(Optional<BigInteger> amount, Optional<ConsensusTime> changedAt) {}

    private Map<HtsToken, Set<String>> accountsByToken(List<ChainRead> reads) {
        return reads.stream()
                .collect(Collectors.groupingBy(
                        network::token,
                        LinkedHashMap::new,
                        Collectors.mapping(ChainRead::address, Collectors.toCollection(LinkedHashSet::new))));
    }

    private Map<String, Found> find(HtsToken token, Set<String> accounts, Instant deadline) throws RpcException {
        Map<String, Found> found = new HashMap<>();
        List<String> all = new ArrayList<>(accounts);
        for (int from = 0; from < all.size(); from += network.accountsPerCall()) {
            List<String> some = all.subList(from, Math.min(from + network.accountsPerCall(), all.size()));
            MirrorNode.Holdings holdings =
                    token.id().isPresent() ? node.token(token.id().get(), some, deadline) : node.hbar(some, deadline);
            some.forEach(account -> found.put(
                    account, new Found(Optional.ofNullable(holdings.amounts().get(account)), holdings.changedAt())));
        }
        return found;
    }

    /**
     * What the call said, true at the block or later. The node imported a later one meanwhile if a balance of the call has
     * changed since; whoever lags behind that must not take it back.
     */
    private ReadResult result(
            Map<HtsToken, Map<String, Found>> found, ChainRead read, BlockRef block, Instant blockEnd) {
        Found mine = found.get(network.token(read)).get(read.address());
        ReadResult result = mine.amount()
                .<ReadResult>map(ReadResult.Value::new)
                .orElseGet(() -> new ReadResult.Absent(absence(found, read)));
        Instant changed = mine.changedAt().map(ConsensusTime::instant).orElse(blockEnd);
        Instant asOf = changed.isAfter(blockEnd) ? earlier(changed, clock.instant()) : blockEnd;
        return new ReadResult.At(block, asOf, result);
    }

    /** No account is something else than an account that is not associated with the token. */
    private String absence(Map<HtsToken, Map<String, Found>> found, ChainRead read) {
        Found hbar = found.getOrDefault(network.tokens().getFirst(), Map.of()).get(read.address());
        boolean hasAccount = hbar != null && hbar.amount().isPresent();
        boolean isToken = network.token(read).id().isPresent();
        return isToken && (hbar == null || hasAccount) ? "not_associated" : "no_account";
    }

    private MirrorBlocks fresh(MirrorBlocks blocks) throws RpcException {
        boolean old = network.maxBlockAge()
                .filter(age -> blocks.end().instant().isBefore(clock.instant().minus(age)))
                .isPresent();
        if (old) {
            throw RpcException.unavailable("head_too_old");
        }
        return blocks;
    }

    /** A node's clock is believed as far as our own goes. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void verifyTokens(Instant deadline) throws RpcException {
        if (verified) {
            return;
        }
        for (HtsToken token : network.tokens()) {
            if (token.id().isPresent()
                    && node.decimals(token.id().get(), deadline)
                            != token.asset().decimals()) {
                throw RpcException.unavailable("wrong_token");
            }
        }
        verified = true;
    }
}
