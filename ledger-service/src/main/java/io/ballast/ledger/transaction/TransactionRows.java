package io.ballast.ledger.transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.ballast.events.json.EventJson;
import io.ballast.ledger.account.Account;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** Reads transactions from rows. */
public final class TransactionRows {

    /** What {@link #transaction} needs. The metadata as text: numbers keep their digits. */
    public static final String COLUMNS = """
            id, type, status, amount, account_id, counterparty_account_id, user_id, processed_by, reference, reason,
            metadata::text as metadata, reversal_of, expires_at, created_at, completed_at""";

    private static final String NO_METADATA = "{}";
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private TransactionRows() {}

    static Transaction transaction(Row row, Map<UUID, Account> accounts) {
        return new Transaction(
                row.getUUID("id"),
                TransactionType.ofWireName(row.getString("type")),
                TransactionStatus.ofWireName(row.getString("status")),
                row.getLong("amount"),
                accounts.get(row.getUUID("account_id")),
                accounts.get(row.getUUID("counterparty_account_id")),
                row.getString("user_id"),
                row.getString("processed_by"),
                row.getString("reference"),
                row.getString("reason"),
                metadata(row.getString("metadata")),
                row.getUUID("reversal_of"),
                instantOrNull(row.getOffsetDateTime("expires_at")),
                row.getOffsetDateTime("created_at").toInstant(),
                instantOrNull(row.getOffsetDateTime("completed_at")));
    }

    private static Map<String, Object> metadata(String json) {
        if (json.equals(NO_METADATA)) {
            return Map.of();
        }
        try {
            return EventJson.mapper().readValue(json, METADATA);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Metadata that PostgreSQL took for JSON", e);
        }
    }

    private static Instant instantOrNull(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
