package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.WalletRole;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The set-based statements on credits. In a transaction {@code now()} stands still: that tells its marks from older ones. */
final class CreditStatements {

    static final String REGISTERED =
            "select distinct address from wallets where chain = $1 and network = $2 and address = any($3)";

    /** Marks what the chain has taken back. Only who holds the cursor writes credits of its stream. */
    static final String TAKE_BACK = """
            update chain_credits set withdrawn_at = now()
             where chain = $1 and network = $2 and block_height > $3 and withdrawn_at is null
            """;

    private static final String SEEN = """
            with seen as (
                select distinct on (event_id, recipient) * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[],
                                     $10::text[], $11::bigint[], $12::text[], $13::text[], $14::timestamptz[])
                    with ordinality
                    as row (event_id, recipient, sender, asset, decimals, roles, raw, transaction_hash, block_height,
                            block_hash, finality, happened_at, place)
                 order by event_id, recipient, place),
            """;

    /** What was taken back just now and is in another block again was income all along. */
    static final String REVIVE = SEEN + """
            again as (
                select distinct on (event_id, asset) * from seen)
            update chain_credits credit
               set withdrawn_at = null, block_height = again.block_height, block_hash = again.block_hash,
                   finality = again.finality, happened_at = again.happened_at
              from again
             where credit.chain = $1 and credit.network = $2 and credit.event_id = again.event_id
               and credit.asset = again.asset and credit.raw = again.raw::numeric and credit.withdrawn_at = now()
            """;

    /** Stores what no wallet has been told of: what is new, and what was withdrawn earlier and happened after all. */
    static final String STORE = SEEN + """
            matched as (
                select wallet.id as wallet_id, wallet.tenant, wallet.role, wallet.owner_type, wallet.owner_id,
                       wallet.address, seen.*, coalesce(told.sighting, 0) + 1 as sighting
                  from seen
                  join wallets wallet
                    on wallet.chain = $1 and wallet.network = $2 and wallet.address = seen.recipient
                   and wallet.role = any(string_to_array(seen.roles, ','))
                  left join lateral (
                       select credit.sighting, credit.withdrawn_at from chain_credits credit
                        where credit.chain = $1 and credit.network = $2 and credit.event_id = seen.event_id
                          and credit.wallet_id = wallet.id
                        order by credit.sighting desc limit 1) told on true
                 where told.sighting is null or told.withdrawn_at is not null),
            stored as (
                insert into chain_credits (wallet_id, tenant, chain, network, event_id, sighting, asset, decimals, raw,
                        sender, transaction_hash, block_height, block_hash, finality, happened_at)
                select wallet_id, tenant, $1, $2, event_id, sighting, asset, decimals, raw::numeric,
                       sender, transaction_hash, block_height, block_hash, finality, happened_at
                  from matched
                on conflict do nothing
                returning wallet_id, event_id)
            select matched.* from matched join stored using (wallet_id, event_id) order by place, wallet_id
            """;

    /** What stays withdrawn of what was taken back just now. Who has removed the wallet has nothing to be told. */
    static final String WITHDRAWN = """
            select credit.wallet_id, credit.tenant, wallet.role, wallet.owner_type, wallet.owner_id, wallet.address,
                   credit.event_id, credit.sighting, credit.asset, credit.decimals, credit.raw::text as raw,
                   credit.sender, credit.transaction_hash, credit.block_height, credit.block_hash, credit.finality,
                   credit.happened_at
              from chain_credits credit join wallets wallet on wallet.id = credit.wallet_id
             where credit.chain = $1 and credit.network = $2 and credit.withdrawn_at = now()
             order by credit.block_height desc, credit.event_id, credit.wallet_id
            """;

    /** In the order of ids, as everybody who locks several of these rows. */
    static final String MOVED = """
            with moved as (
                select refresh.wallet_id
                  from wallet_refreshes refresh join wallets wallet on wallet.id = refresh.wallet_id
                 where wallet.chain = $1 and wallet.network = $2 and wallet.address = any($3)
                 order by refresh.wallet_id
                   for no key update of refresh)
            update wallet_refreshes refresh set due_at = least(refresh.due_at, now()), moved_height = $4
              from moved
             where refresh.wallet_id = moved.wallet_id
            returning refresh.wallet_id
            """;

    /** The same of all wallets of a network, whoever they are. */
    static final String ALL_MOVED = """
            with moved as (
                select wallet_id from wallet_refreshes
                 where chain = $1 and network = $2
                 order by wallet_id
                   for no key update)
            update wallet_refreshes refresh set due_at = least(refresh.due_at, now()), moved_height = $3
              from moved
             where refresh.wallet_id = moved.wallet_id
            """;

    private CreditStatements() {}

    static Tuple columns(ChainNetwork network, List<Credit> credits) {
        return Tuple.from(List.of(
                network.chain(),
                network.network(),
                column(credits, Credit::eventId, String[]::new),
                column(credits, Credit::recipient, String[]::new),
                column(credits, credit -> credit.sender().orElse(null), String[]::new),
                column(credits, credit -> credit.asset().symbol(), String[]::new),
                column(credits, credit -> credit.asset().decimals(), Integer[]::new),
                column(credits, CreditStatements::roles, String[]::new),
                column(credits, credit -> credit.raw().toString(), String[]::new),
                column(credits, Credit::transactionHash, String[]::new),
                column(credits, Credit::height, Long[]::new),
                column(credits, credit -> credit.blockHash().orElse(null), String[]::new),
                column(credits, credit -> credit.finality().code(), String[]::new),
                column(credits, credit -> credit.happenedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new)));
    }

    static List<MatchedCredit> matched(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(CreditStatements::matched)
                .toList();
    }

    private static MatchedCredit matched(Row row) {
        return new MatchedCredit(
                row.getUUID("wallet_id"),
                row.getString("tenant"),
                row.getString("role"),
                row.getString("owner_type"),
                row.getString("owner_id"),
                row.getString("address"),
                row.getString("event_id"),
                row.getInteger("sighting"),
                new Asset(row.getString("asset"), row.getInteger("decimals")),
                new BigInteger(row.getString("raw")),
                row.getString("sender"),
                row.getString("transaction_hash"),
                row.getLong("block_height"),
                row.getString("block_hash"),
                row.getString("finality"),
                row.getOffsetDateTime("happened_at").toInstant());
    }

    private static String roles(Credit credit) {
        return credit.roles().stream().map(WalletRole::code).collect(Collectors.joining(","));
    }

    private static <R, T> T[] column(List<R> rows, Function<R, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
