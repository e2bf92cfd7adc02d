package io.ballast.autodeposit.credit;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The table of credits, for the background path. */
@ApplicationScoped
public class PgCredits {

    /** The same transfer, whoever saw it, is one credit. */
    private static final String RECORD = """
            insert into credits (tenant, user_id, wallet_id, network, chain_event_id, sender, amount, eligibility, transaction_hash,
                                 height, happened_at)
            values (current_setting('ballast.tenant'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (wallet_id, network, chain_event_id) do nothing
            """;

    private static final String OWN_ACCOUNTS =
            "select public_key from stellar_wallets where user_id = $1 and network = $2";

    /** What came before the first balance was seen is part of it. */
    private static final String OPEN = """
            select c.id, c.amount - c.allocated as open
              from credits c join stellar_wallets w on w.id = c.wallet_id
             where c.wallet_id = $1 and c.eligibility = 'eligible' and c.allocated < c.amount and c.height > w.baseline_height
             order by c.height, c.chain_event_id
             limit 1000
               for update of c
            """;

    private static final String BETWEEN =
            "select coalesce(sum(amount), 0) as sum from credits where wallet_id = $1 and height between $2 and $3";

    private static final String ALLOCATE = "update credits set allocated = allocated + $2 where id = $1";

    /** Writes the credit for the transaction's tenant; false if it was known. */
    public Uni<Boolean> record(SqlConnection connection, String userId, Income income, Eligibility eligibility) {
        Tuple values = Tuple.tuple()
                .addString(userId)
                .addUUID(income.walletId())
                .addString(income.network())
                .addString(income.chainEventId())
                .addString(income.sender().orElse(null))
                .addBigDecimal(income.amount().value())
                .addString(eligibility.wireName())
                .addString(income.transactionHash())
                .addLong(income.height())
                .addOffsetDateTime(income.at().atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(RECORD).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /** The accounts of the user's wallets on the network. */
    public Uni<Set<String>> ownAccounts(SqlConnection connection, String userId, String network) {
        return connection
                .preparedQuery(OWN_ACCOUNTS)
                .execute(Tuple.of(userId, network))
                .map(rows ->
                        rows.stream().map(row -> row.getString("public_key")).collect(Collectors.toSet()));
    }

    /** What may be deposited of the wallet's income, the oldest first, locked until the transaction ends; at most 1,000. */
    public Uni<List<OpenCredit>> open(SqlConnection connection, UUID walletId) {
        return connection
                .preparedQuery(OPEN)
                .execute(Tuple.of(walletId))
                .map(rows -> rows.stream().map(PgCredits::open).toList());
    }

    /** All that is known to have come in from that ledger to the other. */
    public Uni<UsdcAmount> between(SqlConnection connection, UUID walletId, long from, long to) {
        return connection
                .preparedQuery(BETWEEN)
                .execute(Tuple.of(walletId, from, to))
                .map(rows -> new UsdcAmount(rows.iterator().next().getBigDecimal("sum")));
    }

    /** Takes so much of a credit; the table refuses more than there is. */
    public Uni<Void> allocate(SqlConnection connection, UUID creditId, UsdcAmount consumed) {
        return connection
                .preparedQuery(ALLOCATE)
                .execute(Tuple.of(creditId, consumed.value()))
                .replaceWithVoid();
    }

    private static OpenCredit open(Row row) {
        return new OpenCredit(row.getUUID("id"), new UsdcAmount(row.getBigDecimal("open")));
    }
}
