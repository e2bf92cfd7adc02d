package io.ballast.ledger.account;

import io.ballast.ledger.asset.Asset;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads accounts from rows. */
final class AccountRows {

    /** What {@link #state} needs. The clock is read just before the rows are, and after what earlier statements waited for;
     * an account's time never goes back, even if the clock does. */
    static final String SELECT = """
            select a.id, a.owner_type, a.owner_id, a.type, a.status, a.created_at,
                   a.floor, a.ceiling, s.code, s.scale, s.name, b.balance, b.held, b.version, b.hold_version,
                   greatest(statement_timestamp(), b.updated_at) as as_of
            from accounts a
            join balances b on b.account_id = a.id
            join assets s on s.tenant = a.tenant and s.code = a.asset
            """;

    private AccountRows() {}

    static Optional<AccountState> first(RowSet<Row> rows) {
        return states(rows).stream().findFirst();
    }

    static List<AccountState> states(RowSet<Row> rows) {
        List<AccountState> states = new ArrayList<>(rows.size());
        rows.forEach(row -> states.add(state(row)));
        return states;
    }

    private static AccountState state(Row row) {
        return new AccountState(
                account(row),
                row.getLong("balance"),
                row.getLong("held"),
                row.getLong("version"),
                row.getLong("hold_version"),
                row.getOffsetDateTime("as_of").toInstant());
    }

    static Account account(Row row) {
        return new Account(
                row.getUUID("id"),
                new Owner(OwnerType.ofWireName(row.getString("owner_type")), row.getString("owner_id")),
                AccountType.ofWireName(row.getString("type")),
                new Asset(row.getString("code"), row.getShort("scale"), row.getString("name")),
                AccountStatus.ofWireName(row.getString("status")),
                new Limits(row.getLong("floor"), row.getLong("ceiling")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
