package io.ballast.chainbalance.hedera;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.http.JsonHttp;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The calls to one mirror node that reading needs. Blocks the calling thread for as long as a call takes. */
final class MirrorNode {

    /** The most that a list tells at once. */
    static final int PAGE = 100;

    private static final int MOST_PAGES_OF_BALANCES = 8;
    private static final int BLOCKS = 50;

    private final JsonHttp.Target target;
    private final Consumer<String> meter;
    private final Clock clock;

    /** @param meter is told of each call by the name of its list */
    MirrorNode(JsonHttp.Target target, Consumer<String> meter, Clock clock) {
        this.target = target;
        this.meter = meter;
        this.clock = clock;
    }

    /**
     * What some accounts hold.
     *
     * @param amounts of the accounts that were listed
     * @param changedAt when one of these balances last changed; empty if none was listed
     */
    record Holdings(Map<String, BigInteger> amounts, Optional<ConsensusTime> changedAt) {}

    /**
     * What some accounts hold of HBAR and of tokens.
     *
     * @param tinybars of the accounts that were listed, which are all that exist
     * @param changedAt when the HBAR of one of them last changed; empty if none was listed
     * @param tokens by account and token, as far as they were shown: what is missing may be there all the same
     */
    record Everything(
            Map<String, BigInteger> tinybars,
            Optional<ConsensusTime> changedAt,
            Map<String, Map<String, BigInteger>> tokens) {}

    /** One page of transactions, the oldest first. */
    record Page(List<MirrorTransaction> transactions, Optional<String> next) {}

    /** HBAR in tinybars, and with it some tokens of each account, 50 on public nodes. */
    Everything balances(Collection<String> accounts, Instant deadline) throws RpcException {
        Listing listing = listing("balances", "/api/v1/balances", accounts, deadline);
        Map<String, Map<String, BigInteger>> tokens = new HashMap<>();
        for (Map.Entry<String, JsonNode> account : listing.accounts().entrySet()) {
            tokens.put(account.getKey(), tokens(account.getValue()));
        }
        return new Everything(listing.amounts(), listing.changedAt(), tokens);
    }

    /** A token in its smallest unit. Accounts that are not associated are left out. */
    Holdings token(String token, Collection<String> accounts, Instant deadline) throws RpcException {
        Listing listing = listing("token_balances", "/api/v1/tokens/" + token + "/balances", accounts, deadline);
        return new Holdings(listing.amounts(), listing.changedAt());
    }

    int decimals(String token, Instant deadline) throws RpcException {
        String decimals = MirrorJson.text(get("token", "/api/v1/tokens/" + token, deadline), "decimals");
        try {
            return Integer.parseInt(decimals);
        } catch (NumberFormatException notANumber) {
            throw MirrorJson.malformed();
        }
    }

    /** The newest block. */
    BlockRef newestBlock(Instant deadline) throws RpcException {
        return newestBlocks(1, deadline).newest();
    }

    /** The newest blocks, of one to two minutes on public networks; there is one at least. */
    MirrorBlocks newestBlocks(Instant deadline) throws RpcException {
        return newestBlocks(BLOCKS, deadline);
    }

    private MirrorBlocks newestBlocks(int most, Instant deadline) throws RpcException {
        MirrorBlocks blocks = MirrorBlocks.of(get("blocks", "/api/v1/blocks?order=desc&limit=" + most, deadline));
        if (blocks.isEmpty()) {
            throw RpcException.unavailable("head_too_old");
        }
        return blocks;
    }

    /** Blocks that end at that time or later, the oldest of them. */
    MirrorBlocks blocksFrom(ConsensusTime time, Instant deadline) throws RpcException {
        return MirrorBlocks.of(
                get("blocks", "/api/v1/blocks?order=asc&limit=" + PAGE + "&timestamp=gte:" + time, deadline));
    }

    /** The first page of what concerns the accounts after a time and not after another. */
    static String transactionsOf(Collection<String> accounts, ConsensusTime after, ConsensusTime until) {
        return transactions(after, until) + "&" + named(accounts);
    }

    /** The same of everybody. */
    static String transactions(ConsensusTime after, ConsensusTime until) {
        return "/api/v1/transactions?result=success&order=asc&limit=%d&timestamp=gt:%s&timestamp=lte:%s"
                .formatted(PAGE, after, until);
    }

    /** @param path the first page's, or what the page before named as the next */
    Page transactions(String path, Instant deadline) throws RpcException {
        JsonNode answer = get("transactions", path, deadline);
        List<MirrorTransaction> transactions = new ArrayList<>();
        for (JsonNode transaction : MirrorJson.array(answer, "transactions")) {
            transactions.add(MirrorTransaction.of(transaction));
        }
        return new Page(transactions, MirrorJson.next(answer));
    }

    /** A list of balances, by account. */
    private record Listing(Map<String, JsonNode> accounts, Optional<ConsensusTime> changedAt) {

        Map<String, BigInteger> amounts() throws RpcException {
            Map<String, BigInteger> amounts = new HashMap<>();
            for (Map.Entry<String, JsonNode> account : accounts.entrySet()) {
                amounts.put(account.getKey(), MirrorJson.amount(account.getValue(), "balance"));
            }
            return amounts;
        }
    }

    private Listing listing(String list, String path, Collection<String> accounts, Instant deadline)
            throws RpcException {
        Set<String> asked = new HashSet<>(accounts);
        Map<String, JsonNode> listed = new HashMap<>();
        Optional<ConsensusTime> changedAt = Optional.empty();
        Optional<String> next = Optional.of(path + "?limit=" + PAGE + "&" + named(asked));
        for (int page = 0; next.isPresent() && listed.size() < asked.size(); page++) {
            if (page == MOST_PAGES_OF_BALANCES) {
                throw MirrorJson.malformed();
            }
            JsonNode answer = get(list, next.get(), deadline);
            add(listed, asked, answer);
            changedAt = later(changedAt, answer);
            next = MirrorJson.next(answer);
        }
        return new Listing(listed, changedAt);
    }

    private static void add(Map<String, JsonNode> listed, Set<String> asked, JsonNode answer) throws RpcException {
        for (JsonNode entry : MirrorJson.array(answer, "balances")) {
            String account = MirrorJson.text(entry, "account");
            boolean isNews = listed.put(account, entry) == null;
            if (!isNews || !asked.contains(account)) {
                throw MirrorJson.malformed();
            }
        }
    }

    private static Map<String, BigInteger> tokens(JsonNode account) throws RpcException {
        Map<String, BigInteger> tokens = new HashMap<>();
        if (account.hasNonNull("tokens")) {
            for (JsonNode token : MirrorJson.array(account, "tokens")) {
                tokens.put(MirrorJson.text(token, "token_id"), MirrorJson.amount(token, "balance"));
            }
        }
        return tokens;
    }

    private static Optional<ConsensusTime> later(Optional<ConsensusTime> before, JsonNode answer) throws RpcException {
        if (answer.path("timestamp").isNull()
                && MirrorJson.array(answer, "balances").isEmpty()) {
            return before;
        }
        ConsensusTime time = MirrorJson.time(answer, "timestamp");
        return Optional.of(before.filter(other -> other.compareTo(time) > 0).orElse(time));
    }

    private JsonNode get(String list, String path, Instant deadline) throws RpcException {
        if (clock.instant().isAfter(deadline)) {
            throw RpcException.unavailable("rpc_timeout");
        }
        meter.accept(list);
        return target.get(path);
    }

    private static String named(Collection<String> accounts) {
        return accounts.stream().map(account -> "account.id=" + account).collect(Collectors.joining("&"));
    }
}
