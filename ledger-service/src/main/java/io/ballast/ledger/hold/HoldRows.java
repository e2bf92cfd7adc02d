package io.ballast.ledger.hold;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.transaction.TransactionType;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** Reads holds from rows. */
final class HoldRows {

    /** What {@link #hold} needs, and when it was true. */
    static final String SELECT = """
            select id, type, status, amount, captured, account_id, to_account_id, user_id, reference, created_at,
                   expires_at, closed_at, statement_timestamp() as as_of
            from holds
            """;

    private HoldRows() {}

    static Hold hold(Row row, Map<UUID, Account> accounts, Instant asOf) {
        OffsetDateTime closedAt = row.getOffsetDateTime("closed_at");
        return new Hold(
                row.getUUID("id"),
                TransactionType.ofWireName(row.getString("type")),
                HoldStatus.ofWireName(row.getString("status")),
                row.getLong("amount"),
                row.getLong("captured"),
                accounts.get(row.getUUID("account_id")),
                accounts.get(row.getUUID("to_account_id")),
                row.getString("user_id"),
                row.getString("reference"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                closedAt == null ? null : closedAt.toInstant(),
                asOf);
    }
}
