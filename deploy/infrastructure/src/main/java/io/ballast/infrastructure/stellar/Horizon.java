package io.ballast.infrastructure.stellar;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.infrastructure.stellar.AppliedTransaction.ListedPayment;
import io.ballast.infrastructure.stellar.Entry.Account;
import io.ballast.infrastructure.stellar.Entry.TrustLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellar.sdk.Asset;
import org.stellar.sdk.AssetTypeCreditAlphaNum;
import org.stellar.sdk.xdr.OperationType;

/** The part of Horizon's API that reads accounts and payments. */
final class Horizon {

    private static final int DECIMALS = 7;
    private static final int USUAL_PAGE = 10;
    private static final int MAX_PAGE = 200;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String url;

    Horizon(String url) {
        this.url = url;
    }

    /** What was asked for; empty if there is nothing at that path. */
    Optional<ObjectNode> get(View view, List<String> path, Map<String, String> query) {
        String kind = path.isEmpty() ? "" : path.getFirst();
        String id = path.size() < 2 ? "" : path.get(1);
        boolean ofAccount = path.size() == 3 && path.get(2).equals("payments");
        return switch (kind) {
            case "" -> Optional.of(root(view.history()));
            case "ledgers" -> ledger(view.history(), id);
            case "accounts" ->
                ofAccount
                        ? paymentsOf(view, id, query)
                        : view.state().account(id).map(found -> account(view, found));
            case "payments" -> Optional.of(payments(view.history(), Optional.empty(), query, "/payments"));
            default -> Optional.empty();
        };
    }

    private ObjectNode root(History history) {
        ObjectNode root = JSON.objectNode()
                .put("horizon_version", "ballast-sandbox")
                .put("core_version", "ballast-sandbox")
                .put("ingest_latest_ledger", history.latest())
                .put("history_latest_ledger", history.latest())
                .put("history_latest_ledger_closed_at", time(history.closedAt(history.latest())))
                .put("history_elder_ledger", history.oldestListed())
                .put("core_latest_ledger", history.latest())
                .put("network_passphrase", SandboxNetwork.NETWORK.getNetworkPassphrase())
                .put("current_protocol_version", 23)
                .put("supported_protocol_version", 23)
                .put("core_supported_protocol_version", 23);
        root.putObject("_links").putObject("self").put("href", url);
        return root;
    }

    private Optional<ObjectNode> ledger(History history, String number) {
        if (!number.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int sequence = Integer.parseInt(number);
        if (sequence < history.oldestListed() || sequence > history.latest()) {
            return Optional.empty();
        }
        ObjectNode json = JSON.objectNode()
                .put("id", history.hash(sequence))
                .put("hash", history.hash(sequence))
                .put("sequence", sequence)
                .put("closed_at", time(history.closedAt(sequence)))
                .put("paging_token", Long.toString((long) sequence << Integer.SIZE));
        json.putObject("_links").putObject("self").put("href", url + "/ledgers/" + sequence);
        return Optional.of(json);
    }

    private ObjectNode account(View view, Account account) {
        ObjectNode json = JSON.objectNode()
                .put("id", account.id())
                .put("account_id", account.id())
                .put("sequence", Long.toString(account.sequence()))
                .put("subentry_count", account.entries())
                .put("last_modified_ledger", account.modified())
                .put("num_sponsoring", 0)
                .put("num_sponsored", 0)
                .put("paging_token", account.id());
        json.putObject("thresholds")
                .put("low_threshold", 0)
                .put("med_threshold", 0)
                .put("high_threshold", 0);
        json.putObject("flags")
                .put("auth_required", account.has(Account.AUTH_REQUIRED))
                .put("auth_revocable", account.has(Account.AUTH_REVOCABLE))
                .put("auth_immutable", false)
                .put("auth_clawback_enabled", false);
        ArrayNode balances = json.putArray("balances");
        view.state().trustLines(account.id()).forEach(line -> balances.add(balance(line)));
        balances.add(JSON.objectNode()
                .put("balance", units(account.balance()))
                .put("buying_liabilities", units(account.buying()))
                .put("selling_liabilities", units(account.selling()))
                .put("asset_type", "native"));
        json.putArray("signers")
                .addObject()
                .put("weight", 1)
                .put("key", account.id())
                .put("type", "ed25519_public_key");
        json.putObject("data");
        json.putObject("_links").putObject("self").put("href", url + "/accounts/" + account.id());
        return json;
    }

    private static ObjectNode balance(TrustLine line) {
        ObjectNode json = JSON.objectNode()
                .put("balance", units(line.balance()))
                .put("limit", units(line.limit()))
                .put("buying_liabilities", units(line.buying()))
                .put("selling_liabilities", units(line.selling()))
                .put("last_modified_ledger", line.modified())
                .put("is_authorized", line.isAuthorized())
                .put(
                        "is_authorized_to_maintain_liabilities",
                        (line.flags() & (TrustLine.AUTHORIZED | TrustLine.MAINTAINS_LIABILITIES)) != 0);
        return name(json, line.asset());
    }

    private Optional<ObjectNode> paymentsOf(View view, String account, Map<String, String> query) {
        return view.state()
                .account(account)
                .map(found ->
                        payments(view.history(), Optional.of(account), query, "/accounts/" + account + "/payments"));
    }

    private ObjectNode payments(History history, Optional<String> account, Map<String, String> query, String path) {
        boolean descending = "desc".equals(query.get("order"));
        int limit = Math.clamp(number(query, "limit", USUAL_PAGE), 1, MAX_PAGE);
        long after = number(query, "cursor", descending ? Long.MAX_VALUE : 0L);
        List<ListedPayment> found = history.payments(account, after, descending, limit);
        ObjectNode page = JSON.objectNode();
        ArrayNode records = page.putObject("_embedded").putArray("records");
        found.forEach(payment -> records.add(payment(payment)));
        String next = found.isEmpty()
                ? Long.toString(after)
                : Long.toString(found.getLast().id());
        ObjectNode links = page.putObject("_links");
        links.putObject("self").put("href", url + path);
        links.putObject("next")
                .put(
                        "href",
                        url + path + "?cursor=" + next + "&limit=" + limit + "&order=" + (descending ? "desc" : "asc"));
        return page;
    }

    private ObjectNode payment(ListedPayment listed) {
        Outcome.Payment payment = listed.payment();
        OperationType type = payment.creation() ? OperationType.CREATE_ACCOUNT : OperationType.PAYMENT;
        ObjectNode json = JSON.objectNode()
                .put("id", Long.toString(listed.id()))
                .put("paging_token", Long.toString(listed.id()))
                .put("transaction_successful", true)
                .put("source_account", listed.source())
                .put("type", payment.creation() ? "create_account" : "payment")
                .put("type_i", type.getValue())
                .put("created_at", time(listed.closedAt()))
                .put("transaction_hash", listed.txHash());
        json.putObject("_links").putObject("self").put("href", url + "/operations/" + listed.id());
        if (payment.creation()) {
            return json.put("starting_balance", units(payment.amount()))
                    .put("funder", payment.from())
                    .put("account", payment.to());
        }
        json.put("from", payment.from()).put("to", payment.to()).put("amount", units(payment.amount()));
        return name(json, payment.asset());
    }

    private static ObjectNode name(ObjectNode json, String asset) {
        if (Asset.create(asset) instanceof AssetTypeCreditAlphaNum issued) {
            return json.put("asset_type", issued.getType())
                    .put("asset_code", issued.getCode())
                    .put("asset_issuer", issued.getIssuer());
        }
        return json.put("asset_type", "native");
    }

    private static String units(long smallest) {
        return BigDecimal.valueOf(smallest, DECIMALS).toPlainString();
    }

    private static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    private static long number(Map<String, String> query, String name, long otherwise) {
        try {
            return Long.parseLong(query.getOrDefault(name, Long.toString(otherwise)));
        } catch (NumberFormatException notANumber) {
            return otherwise;
        }
    }
}
