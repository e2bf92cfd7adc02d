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
 * Reads batches from one mirror node: 100 accounts a call, with HBAR and tokens in one list, between two looks at the newest
 * block. What is read after a block is true at it or later; if no other block has come until the end, at that very block.
 *
 * <p>A list of balances shows some tokens of an account only, and airdrops can fill those; and it says when HBAR last changed, and of
 * tokens nothing. So tokens that it does not show, and all of them if another block has come meanwhile, are asked for by
 * themselves, 100 accounts a call.
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
            BlockRef block = fresh(node.newestBlock(deadline));
            Map<HtsToken, Map<String, Found>> found = find(accountsByToken(reads), block, deadline);
            Instant asOf = earlier(block.minedAt(), clock.instant());
            List<ReadResult> results =
                    reads.stream().map(read -> result(found, read, block, asOf)).toList();
            return new Reading(block, asOf, SOURCE, results);
        } catch (RpcException failure) {
            verified = false;
            throw failure;
        }
    }

    /**
     * What a call said of one account.
     *
     * @param changedAt when one of the balances of the call last changed; empty if it listed none, or if it is known to have
     *     been true at the block
     */
    private record Found(Optional<BigInteger> amount, Optional<ConsensusTime> changedAt) {

        static final Found NOTHING = new Found(Optional.empty(), Optional.empty());
    }

    private Map<HtsToken, Set<String>> accountsByToken(List<ChainRead> reads) {
        return reads.stream()
                .collect(Collectors.groupingBy(
                        network::token,
                        LinkedHashMap::new,
                        Collectors.mapping(ChainRead::address, Collectors.toCollection(LinkedHashSet::new))));
    }

    private Map<HtsToken, Map<String, Found>> find(Map<HtsToken, Set<String>> wanted, BlockRef block, Instant deadline)
            throws RpcException {
        HtsToken hbar = network.tokens().getFirst();
        Map<HtsToken, Map<String, Found>> listed = lists(wanted.getOrDefault(hbar, Set.of()), deadline);
        boolean isAtBlock = wanted.keySet().stream().noneMatch(token -> isShown(token, listed))
                || node.newestBlock(deadline).equals(block);
        Map<HtsToken, Map<String, Found>> found = new LinkedHashMap<>();
        for (Map.Entry<HtsToken, Set<String>> some : wanted.entrySet()) {
            HtsToken token = some.getKey();
            boolean isUsable = token.equals(hbar) || isAtBlock;
            Map<String, Found> known = new HashMap<>(isUsable ? listed.getOrDefault(token, Map.of()) : Map.of());
            List<String> others = some.getValue().stream()
                    .filter(account -> !known.containsKey(account))
                    .filter(account -> mayExist(account, listed.get(hbar)))
                    .toList();
            if (token.id().isPresent()) {
                known.putAll(ask(token.id().get(), others, deadline));
            }
            found.put(token, known);
        }
        return found;
    }

    private static boolean isShown(HtsToken token, Map<HtsToken, Map<String, Found>> listed) {
        return token.id().isPresent() && listed.containsKey(token);
    }

    /** Who was asked for and is in no list of HBAR does not exist, and has no token either. */
    private static boolean mayExist(String account, Map<String, Found> hbar) {
        Found found = hbar.get(account);
        return found == null || found.amount().isPresent();
    }

    /** HBAR of all the accounts, and what their lists show of configured tokens. */
    private Map<HtsToken, Map<String, Found>> lists(Set<String> accounts, Instant deadline) throws RpcException {
        Map<HtsToken, Map<String, Found>> found = new HashMap<>();
        found.put(network.tokens().getFirst(), new HashMap<>());
        for (List<String> some : portions(List.copyOf(accounts))) {
            MirrorNode.Everything everything = node.balances(some, deadline);
            some.forEach(account -> add(found, account, everything));
        }
        return found;
    }

    private void add(Map<HtsToken, Map<String, Found>> found, String account, MirrorNode.Everything everything) {
        Optional<BigInteger> tinybars =
                Optional.ofNullable(everything.tinybars().get(account));
        Map<String, BigInteger> shown = everything.tokens().getOrDefault(account, Map.of());
        found.get(network.tokens().getFirst()).put(account, new Found(tinybars, everything.changedAt()));
        for (HtsToken token : network.tokens()) {
            token.id()
                    .map(shown::get)
                    .ifPresent(amount -> found.computeIfAbsent(token, unused -> new HashMap<>())
                            .put(account, new Found(Optional.of(amount), Optional.empty())));
        }
    }

    private Map<String, Found> ask(String token, List<String> accounts, Instant deadline) throws RpcException {
        Map<String, Found> found = new HashMap<>();
        for (List<String> some : portions(accounts)) {
            MirrorNode.Holdings holdings = node.token(token, some, deadline);
            some.forEach(account -> found.put(
                    account, new Found(Optional.ofNullable(holdings.amounts().get(account)), holdings.changedAt())));
        }
        return found;
    }

    private List<List<String>> portions(List<String> accounts) {
        List<List<String>> portions = new ArrayList<>();
        for (int from = 0; from < accounts.size(); from += network.accountsPerCall()) {
            portions.add(accounts.subList(from, Math.min(from + network.accountsPerCall(), accounts.size())));
        }
        return portions;
    }

    /**
     * What the call said, true at the block or later. The node imported a later one meanwhile if a balance of the call has
     * changed since; whoever lags behind that must not take it back.
     */
    private ReadResult result(
            Map<HtsToken, Map<String, Found>> found, ChainRead read, BlockRef block, Instant blockEnd) {
        Found mine = found.get(network.token(read)).getOrDefault(read.address(), Found.NOTHING);
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

    private BlockRef fresh(BlockRef block) throws RpcException {
        boolean old = network.maxBlockAge()
                .filter(age -> block.minedAt().isBefore(clock.instant().minus(age)))
                .isPresent();
        if (old) {
            throw RpcException.unavailable("head_too_old");
        }
        return block;
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
