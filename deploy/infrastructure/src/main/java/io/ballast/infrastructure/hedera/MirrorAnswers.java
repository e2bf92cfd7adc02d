package io.ballast.infrastructure.hedera;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.infrastructure.hedera.LedgerState.Account;
import io.ballast.infrastructure.hedera.MirrorQuery.Invalid;
import io.ballast.infrastructure.hedera.TransactionRecord.NewToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The mirror node's answers, by the public description of its REST interface. */
final class MirrorAnswers {

    /** As many tokens as a list of balances shows of an account, those with the highest ids. */
    static final int TOKENS_SHOWN = 50;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ACCOUNT = "account.id";

    private MirrorAnswers() {}

    static ObjectNode balances(MirrorState mirror, MirrorQuery query) throws Invalid {
        Page<Account> page = accounts(mirror, query, account -> true);
        ObjectNode answer = JSON.objectNode().put("timestamp", latest(page, Account::changedAt));
        ArrayNode balances = answer.putArray("balances");
        page.items().forEach(account -> balances.add(balance(account)));
        return links(answer, page.next());
    }

    static ObjectNode tokenBalances(MirrorState mirror, long token, MirrorQuery query) throws Invalid {
        Page<Account> page =
                accounts(mirror, query, account -> account.balance(token).isPresent());
        ObjectNode answer = JSON.objectNode().put("timestamp", latest(page, account -> account.changedAt(token)));
        ArrayNode balances = answer.putArray("balances");
        page.items()
                .forEach(account -> balances.addObject()
                        .put("account", EntityId.text(account.id()))
                        .put("balance", account.balance(token).orElseThrow())
                        .put(
                                "decimals",
                                mirror.ledger().token(token).orElseThrow().decimals()));
        return links(answer, page.next());
    }

    static Optional<ObjectNode> account(MirrorState mirror, long id) {
        return mirror.ledger().account(id).map(account -> account(mirror, account));
    }

    static Optional<ObjectNode> token(MirrorState mirror, long id) {
        return mirror.ledger().token(id).map(MirrorAnswers::token);
    }

    static ObjectNode blocks(MirrorState mirror, MirrorQuery query) throws Invalid {
        boolean ascending = query.ascending("desc");
        int limit = query.limit();
        LongPredicate wanted = query.timestamps();
        LongPredicate numbers = query.numbers("block.number");
        ObjectNode answer = JSON.objectNode();
        ArrayNode blocks = answer.putArray("blocks");
        List<Block> found = ordered(mirror.blocks(), ascending)
                .filter(block -> wanted.test(block.to()))
                .filter(block -> numbers.test(block.number()))
                .limit(limit)
                .toList();
        found.forEach(block -> blocks.add(block(block)));
        boolean isFull = found.size() == limit;
        return links(
                answer,
                isFull
                        ? Optional.of(query.next(
                                "block.number",
                                ascending,
                                Long.toString(found.getLast().number())))
                        : Optional.empty());
    }

    static ObjectNode transactions(MirrorState mirror, MirrorQuery query) throws Invalid {
        boolean ascending = query.ascending("desc");
        int limit = query.limit();
        LongPredicate times = query.timestamps();
        LongPredicate accounts = query.has(ACCOUNT) ? query.accounts() : id -> true;
        boolean creditsOnly = query.last("type").filter("credit"::equals).isPresent();
        boolean successOnly = query.last("result").filter("success"::equals).isPresent();
        List<TransactionRecord> found = ordered(mirror.transactions(), ascending)
                .filter(transaction -> times.test(transaction.consensusAt()))
                .filter(transaction -> !successOnly || transaction.result().equals(TransactionRecord.SUCCESS))
                .filter(transaction -> moves(transaction, creditsOnly).anyMatch(accounts))
                .limit(limit)
                .toList();
        ObjectNode answer = JSON.objectNode();
        ArrayNode transactions = answer.putArray("transactions");
        found.forEach(transaction -> transactions.add(transaction(transaction)));
        Optional<String> next = found.size() == limit
                ? Optional.of(query.next(
                        "timestamp",
                        ascending,
                        ConsensusTime.text(found.getLast().consensusAt())))
                : Optional.empty();
        return links(answer, next);
    }

    private record Page<T>(List<T> items, Optional<String> next) {}

    /** As on the public network: not up to where the node has seen, but when one of these balances last changed. */
    private static String latest(Page<Account> page, ToLongFunction<Account> changedAt) {
        return page.items().isEmpty()
                ? null
                : ConsensusTime.text(
                        page.items().stream().mapToLong(changedAt).max().getAsLong());
    }

    private static Page<Account> accounts(MirrorState mirror, MirrorQuery query, Function<Account, Boolean> has)
            throws Invalid {
        boolean ascending = query.ascending("desc");
        int limit = query.limit();
        LongPredicate wanted = query.accounts();
        List<Account> all = List.copyOf(mirror.ledger().accounts());
        List<Account> found = ordered(all, ascending)
                .filter(account -> wanted.test(account.id()))
                .filter(has::apply)
                .limit(limit)
                .toList();
        Optional<String> next = found.size() == limit
                ? Optional.of(query.next(
                        ACCOUNT, ascending, EntityId.text(found.getLast().id())))
                : Optional.empty();
        return new Page<>(found, next);
    }

    private static <T> Stream<T> ordered(List<T> oldestFirst, boolean ascending) {
        return (ascending ? oldestFirst : oldestFirst.reversed()).stream();
    }

    private static LongStream moves(TransactionRecord transaction, boolean creditsOnly) {
        LongStream hbar = transaction.transfers().stream()
                .filter(transfer -> !creditsOnly || transfer.amount() > 0)
                .mapToLong(TransactionRecord.Transfer::account);
        LongStream tokens = transaction.tokenTransfers().stream()
                .filter(transfer -> !creditsOnly || transfer.amount() > 0)
                .mapToLong(TransactionRecord.TokenTransfer::account);
        return LongStream.concat(hbar, tokens);
    }

    private static ObjectNode balance(Account account) {
        ObjectNode balance =
                JSON.objectNode().put("account", EntityId.text(account.id())).put("balance", account.tinybars());
        balance.set("tokens", tokens(account));
        return balance;
    }

    private static ArrayNode tokens(Account account) {
        ArrayNode tokens = JSON.arrayNode();
        account.tokens().entrySet().stream()
                .sorted(Map.Entry.<Long, Long>comparingByKey().reversed())
                .limit(TOKENS_SHOWN)
                .forEach(token -> tokens.addObject()
                        .put("token_id", EntityId.text(token.getKey()))
                        .put("balance", token.getValue()));
        return tokens;
    }

    private static ObjectNode account(MirrorState mirror, Account account) {
        ObjectNode answer = JSON.objectNode()
                .put("account", EntityId.text(account.id()))
                .putNull("alias")
                .put("created_timestamp", ConsensusTime.text(account.createdAt()))
                .put("deleted", false)
                .put("evm_address", "0x%040x".formatted(account.id()))
                .put("max_automatic_token_associations", account.automaticAssociations());
        ObjectNode balance = answer.putObject("balance")
                .put("balance", account.tinybars())
                .put("timestamp", ConsensusTime.text(mirror.timestamp()));
        balance.set("tokens", tokens(account));
        account.key()
                .ifPresentOrElse(
                        key -> answer.putObject("key").put("_type", key.type()).put("key", key.hex()),
                        () -> answer.putNull("key"));
        return answer;
    }

    /** The interface gives decimals and supply as texts. */
    private static ObjectNode token(NewToken token) {
        return JSON.objectNode()
                .put("token_id", EntityId.text(token.token()))
                .put("symbol", token.symbol())
                .put("name", token.name())
                .put("decimals", Integer.toString(token.decimals()))
                .put("total_supply", Long.toString(token.supply()))
                .put("treasury_account_id", EntityId.text(token.treasury()))
                .put("type", "FUNGIBLE_COMMON")
                .put("deleted", false);
    }

    private static ObjectNode block(Block block) {
        ObjectNode answer = JSON.objectNode()
                .put("number", block.number())
                .put("hash", block.hash())
                .put("previous_hash", block.previous())
                .put("count", block.transactions().size());
        answer.putObject("timestamp")
                .put("from", ConsensusTime.text(block.from()))
                .put("to", ConsensusTime.text(block.to()));
        return answer;
    }

    private static ObjectNode transaction(TransactionRecord transaction) {
        String memo = Base64.getEncoder().encodeToString(transaction.memo().getBytes(StandardCharsets.UTF_8));
        ObjectNode answer = JSON.objectNode()
                .put("charged_tx_fee", transaction.fee())
                .put("consensus_timestamp", ConsensusTime.text(transaction.consensusAt()))
                .put("max_fee", Long.toString(transaction.maxFee()))
                .put("memo_base64", memo)
                .put("name", transaction.name())
                .put("node", EntityId.text(Genesis.NODE))
                .put("nonce", 0)
                .put("result", transaction.result())
                .put("scheduled", false)
                .put("transaction_id", transaction.id())
                .put("valid_duration_seconds", Long.toString(transaction.validSeconds()))
                .put("valid_start_timestamp", ConsensusTime.text(transaction.validStart()));
        ArrayNode transfers = answer.putArray("transfers");
        transaction
                .transfers()
                .forEach(transfer -> transfers
                        .addObject()
                        .put("account", EntityId.text(transfer.account()))
                        .put("amount", transfer.amount())
                        .put("is_approval", false));
        ArrayNode tokenTransfers = answer.putArray("token_transfers");
        transaction
                .tokenTransfers()
                .forEach(transfer -> tokenTransfers
                        .addObject()
                        .put("account", EntityId.text(transfer.account()))
                        .put("amount", transfer.amount())
                        .put("token_id", EntityId.text(transfer.token()))
                        .put("is_approval", false));
        return answer;
    }

    private static ObjectNode links(ObjectNode answer, Optional<String> next) {
        answer.putObject("links").put("next", next.orElse(null));
        return answer;
    }
}
