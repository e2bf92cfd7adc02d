package io.ballast.ledger.settlement;

import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.settlement.SettlementView.CompanyPart;
import io.ballast.ledger.tenant.TenantReads;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transaction.TransactionView.EntryView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads settlements from their transactions. */
@ApplicationScoped
class SettlementReads {

    private static final String TRANSACTIONS = """
            select t.id, t.account_id, t.counterparty_account_id, t.amount, t.completed_at,
                   (t.metadata ->> 'purchases')::integer as purchases, a.owner_id, s.code, s.scale, s.name
            from transactions t
            join accounts a on a.id = t.account_id
            join assets s on s.tenant = t.tenant and s.code = t.asset
            where t.tenant = current_setting('ballast.tenant') and t.reference = $1 and t.type = $2""";

    /** All of a settlement was posted at one moment. */
    private static final String ENTRIES = """
            select transaction_id, account_id, version, amount, balance_after
            from entries
            where account_id = any($1) and created_at = $2 and transaction_id = any($3)
            order by amount""";

    private final TenantReads reads;

    SettlementReads(TenantReads reads) {
        this.reads = reads;
    }

    Uni<Optional<SettlementView>> find(String tenant, UUID id) {
        return reads.read(tenant, connection -> find(connection, id));
    }

    private static Uni<Optional<SettlementView>> find(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(TRANSACTIONS)
                .execute(Tuple.of(id.toString(), TransactionType.MARKETPLACE_SETTLEMENT.wireName()))
                .flatMap(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : entries(connection, rows).map(entries -> Optional.of(view(id, rows, entries))));
    }

    private static Uni<RowSet<Row>> entries(SqlConnection connection, RowSet<Row> transactions) {
        Set<UUID> accounts = new HashSet<>();
        List<UUID> ids = new ArrayList<>(transactions.size());
        for (Row row : transactions) {
            ids.add(row.getUUID("id"));
            accounts.add(row.getUUID("account_id"));
            accounts.add(row.getUUID("counterparty_account_id"));
        }
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(accounts.toArray(UUID[]::new))
                .addOffsetDateTime(transactions.iterator().next().getOffsetDateTime("completed_at"))
                .addArrayOfUUID(ids.toArray(UUID[]::new));
        return connection.preparedQuery(ENTRIES).execute(values);
    }

    private static SettlementView view(UUID id, RowSet<Row> transactions, RowSet<Row> entries) {
        Row first = transactions.iterator().next();
        Asset asset = new Asset(first.getString("code"), first.getShort("scale"), first.getString("name"));
        Map<UUID, List<EntryView>> byTransaction = HashMap.newHashMap(transactions.size());
        entries.forEach(row -> byTransaction
                .computeIfAbsent(row.getUUID("transaction_id"), transaction -> new ArrayList<>(2))
                .add(entry(row, asset)));
        List<CompanyPart> parts = new ArrayList<>(transactions.size());
        transactions.forEach(row -> parts.add(part(row, asset, byTransaction.get(row.getUUID("id")))));
        return SettlementView.of(
                id, asset, first.getOffsetDateTime("completed_at").toInstant(), parts);
    }

    private static CompanyPart part(Row row, Asset asset, List<EntryView> entries) {
        return new CompanyPart(
                row.getString("owner_id"),
                row.getUUID("account_id"),
                row.getUUID("id"),
                asset.toDecimal(row.getLong("amount")),
                row.getInteger("purchases"),
                entries);
    }

    private static EntryView entry(Row row, Asset asset) {
        return new EntryView(
                row.getUUID("account_id"),
                row.getLong("version"),
                asset.toDecimal(row.getLong("amount")),
                asset.toDecimal(row.getLong("balance_after")));
    }
}
