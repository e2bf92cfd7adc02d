package io.ballast.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of everything that one client was sent, over all of its connections: the sequence rises by one, or the
 * frame tells which are left out, and a later balance of the account stands for each of them; no transaction twice; nothing
 * of somebody else. In the end the last balance is the ledger's and no transaction is missing.
 */
public final class Oracle {

    private final Set<String> transactions = new HashSet<>();
    private final Set<String> accounts;
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, BigDecimal> balances = new HashMap<>();
    private final List<Long> leftOut = new ArrayList<>();
    private String epoch;
    private long sequence;
    private int beginnings;

    /** @param accounts the only accounts whose events may come */
    public Oracle(Set<String> accounts) {
        this.accounts = Set.copyOf(accounts);
    }

    /** An oracle for the owner of these accounts, over all frames of one connection of the plain socket. */
    public static Oracle of(List<JsonNode> frames, LedgerFixture... ledgers) {
        Oracle oracle = new Oracle(ledgersAccounts(ledgers));
        oracle.connection(frames);
        return oracle;
    }

    /** All frames of one more connection, in the order they came. */
    public Oracle connection(List<JsonNode> frames) {
        frames.forEach(
                frame -> see(frame.get("event").textValue(), frame.path("id").asText(), frame.path("data")));
        assertTrue(leftOut.isEmpty(), () -> "nothing stands for " + leftOut);
        return this;
    }

    /** Everything that one more connection of Socket.IO was sent, as its client said it. */
    public Oracle socketIo(List<JsonNode> events) {
        events.forEach(event -> see(
                event.get("event").textValue(),
                event.get("args").path(1).asText(),
                event.get("args").path(0)));
        assertTrue(leftOut.isEmpty(), () -> "nothing stands for " + leftOut);
        return this;
    }

    /** The last balance of the account is the ledger's, whatever stood between; JavaScript keeps no trailing zeros. */
    public Oracle assertBalance(LedgerFixture ledger, String expected) {
        BigDecimal last = balances.get(ledger.accountId().toString());
        assertTrue(
                last != null && last.compareTo(new BigDecimal(expected)) == 0,
                () -> expected + " expected, not " + last);
        return this;
    }

    /** These transactions came, each once, and no others. */
    public Oracle assertTransactions(Set<String> expected) {
        assertEquals(expected, transactions);
        return this;
    }

    /** How often the stream began anew, the first time included. */
    public int beginnings() {
        return beginnings;
    }

    private void see(String event, String id, JsonNode data) {
        switch (event) {
            case "balance_initial" -> begin(id, data);
            case "balance_updated" -> {
                next(id, data);
                balance(data, "newBalance");
            }
            case "balance_subscribed",
                    "balance_current",
                    "error",
                    "token_expiring",
                    "token_refreshed",
                    "acknowledged" -> assertTrue(id.isEmpty(), event);
            default -> {
                next(id, data);
                if (event.startsWith("transaction_")) {
                    own(data);
                    assertTrue(transactions.add(data.get("transactionId").textValue()), () -> "twice: " + data);
                }
            }
        }
    }

    private void begin(String id, JsonNode data) {
        leftOut.clear();
        if (!id.isEmpty()) {
            epoch = id.substring(0, id.indexOf(':'));
            sequence = sequence(id);
            beginnings++;
        }
        if (data.hasNonNull("accountId")) {
            balance(data, "balance");
        }
        data.path("accounts").forEach(account -> balance(account, "balance"));
    }

    private void next(String id, JsonNode data) {
        assertEquals(epoch, id.substring(0, Math.max(0, id.indexOf(':'))), () -> "another epoch: " + data);
        data.path("skipped").forEach(skipped -> {
            assertEquals(++sequence, skipped.longValue());
            leftOut.add(skipped.longValue());
        });
        assertEquals(++sequence, sequence(id), () -> "a gap before " + id);
        data.path("conflates").forEach(conflated -> assertTrue(leftOut.remove((Long) conflated.longValue())));
    }

    private void balance(JsonNode data, String field) {
        own(data);
        String account = data.get("accountId").textValue();
        long version = data.get("version").longValue();
        if (version >= versions.getOrDefault(account, 0L)) {
            versions.put(account, version);
            balances.put(account, data.get(field).decimalValue());
        }
    }

    private void own(JsonNode data) {
        assertFalse(
                data.path("accountId").isTextual()
                        && !accounts.contains(data.get("accountId").textValue()),
                () -> "somebody else's: " + data);
    }

    private static Set<String> ledgersAccounts(LedgerFixture... ledgers) {
        Set<String> ids = new HashSet<>();
        for (LedgerFixture ledger : ledgers) {
            ids.add(ledger.accountId().toString());
        }
        return ids;
    }

    private static long sequence(String id) {
        return Long.parseLong(id.substring(id.indexOf(':') + 1));
    }
}
