package io.ballast.chainbalance.hedera;

import com.fasterxml.jackson.databind.JsonNode;
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

    private static final int PAGE = 100;
    private static final int MOST_PAGES_OF_BALANCES = 8;
    private static final int BLOCKS = 25;

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

    /** One page of transactions, the oldest first. */
    record Page(List<MirrorTransaction> transactions, Optional<String> next) {}

    /** HBAR in tinybars. Accounts that do not exist are left out. */
    Holdings hbar(Collection<String> accounts, Instant deadline) throws RpcException {
        return holdings("balances", "/api/v1/balances", accounts, deadline);
    }

    /** A token in its smallest unit. Accounts that are not associated are left out. */
    Holdings token(String token, Collection<String> accounts, Instant deadline) throws RpcException {
        return holdings("token_balances", "/api/v1/tokens/" + token + "/balances", accounts, deadline);
    }

    int decimals(String token, Instant deadline) throws RpcException {
        String decimals = MirrorJson.text(get("token", "/api/v1/tokens/" + token, deadline), "decimals");
        try {
            return Integer.parseInt(decimals);
        } catch (NumberFormatException notANumber) {
            throw MirrorJson.malformed();
        }
    }

    /** The newest blocks; there is one at least. */
    MirrorBlocks newestBlocks(Instant deadline) throws RpcException {
        MirrorBlocks blocks = MirrorBlocks.of(get("blocks", "/api/v1/blocks?order=desc&limit=" + BLOCKS, deadline));
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
        return "/api/v1/transactions?result=success&order=asc&limit=%d&timestamp=gt:%s&timestamp=lte:%s&%s"
                .formatted(PAGE, after, until, named(accounts));
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

    private Holdings holdings(String list, String path, Collection<String> accounts, Instant deadline)
            throws RpcException {
        Set<String> asked = new HashSet<>(accounts);
        Map<String, BigInteger> amounts = new HashMap<>();
        Optional<ConsensusTime> changedAt = Optional.empty();
        Optional<String> next = Optional.of(path + "?limit=" + PAGE + "&" + named(asked));
        for (int page = 0; next.isPresent() && amounts.size() < asked.size(); page++) {
            if (page == MOST_PAGES_OF_BALANCES) {
                throw MirrorJson.malformed();
            }
            JsonNode answer = get(list, next.get(), deadline);
            add(amounts, asked, answer);
            changedAt = later(changedAt, answer);
            next = MirrorJson.next(answer);
        }
        return new Holdings(amounts, changedAt);
    }

    private static void add(Map<String, BigInteger> amounts, Set<String> asked, JsonNode answer) throws RpcException {
        for (JsonNode entry : MirrorJson.array(answer, "balances")) {
            String account = MirrorJson.text(entry, "account");
            boolean isNews = amounts.put(account, MirrorJson.amount(entry, "balance")) == null;
            if (!isNews || !asked.contains(account)) {
                throw MirrorJson.malformed();
            }
        }
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
