package io.ballast.chainbalance.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.http.JsonHttp;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What reading needs of Horizon. Blocks the calling thread for as long as a call takes. */
final class HorizonNode {

    private final JsonHttp.Target http;
    private final Consumer<String> meter;

    /** @param meter told each kind of thing that is asked for */
    HorizonNode(JsonHttp.Target http, Consumer<String> meter) {
        this.http = http;
        this.meter = meter;
    }

    /** The network that the server is of, its newest ledger, and the oldest that it remembers. */
    record Root(String passphrase, long ledger, long oldest) {}

    Root root() throws RpcException {
        meter.accept("root");
        JsonNode root = http.get("/");
        return new Root(
                text(root, "network_passphrase"),
                root.path("history_latest_ledger").asLong(0),
                root.path("history_elder_ledger").asLong(Long.MAX_VALUE));
    }

    BlockRef ledger(long sequence) throws RpcException {
        meter.accept("ledgers");
        JsonNode ledger = http.get("/ledgers/" + sequence);
        try {
            return new BlockRef(
                    sequence, text(ledger, "hash"), Instant.parse(text(ledger, "closed_at")), Finality.FINALIZED);
        } catch (DateTimeParseException notATime) {
            throw malformed();
        }
    }

    /** What the account has, by asset ({@code native}, {@code CODE:ISSUER}); empty if there is no such account. */
    Optional<Map<String, Holding>> account(String address) throws RpcException {
        meter.accept("accounts");
        Optional<JsonNode> account = http.find("/accounts/" + address);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Holding> holdings = new HashMap<>();
        for (JsonNode balance : account.get().path("balances")) {
            if (balance.hasNonNull("asset_code")
                    || "native".equals(balance.path("asset_type").asText())) {
                holdings.put(name(balance), holding(balance));
            }
        }
        return Optional.of(holdings);
    }

    /**
     * What moved something of the account, the oldest first; nothing if there is no such account.
     *
     * @param after the number of an operation, exclusive
     * @param limit at most 200
     */
    List<HorizonPayment> payments(String account, long after, int limit) throws RpcException {
        meter.accept("payments");
        Optional<JsonNode> page =
                http.find("/accounts/" + account + "/payments?order=asc&limit=" + limit + "&cursor=" + after);
        if (page.isEmpty()) {
            return List.of();
        }
        JsonNode records = page.get().path("_embedded").path("records");
        if (!records.isArray()) {
            throw malformed();
        }
        List<HorizonPayment> payments = new ArrayList<>();
        for (JsonNode record : records) {
            payments.add(HorizonPayment.of(record));
        }
        return payments;
    }

    private static String name(JsonNode balance) throws RpcException {
        return balance.hasNonNull("asset_code")
                ? text(balance, "asset_code") + ":" + text(balance, "asset_issuer")
                : StellarAsset.NATIVE;
    }

    /** The native asset needs nobody's authorisation, and has no word of it. */
    private static Holding holding(JsonNode balance) throws RpcException {
        return new Holding(
                units(text(balance, "balance")),
                balance.hasNonNull("selling_liabilities") ? units(text(balance, "selling_liabilities")) : 0,
                balance.path("is_authorized").asBoolean(true));
    }

    private static long units(String amount) throws RpcException {
        try {
            return new BigDecimal(amount).movePointRight(StellarAsset.DECIMALS).longValueExact();
        } catch (ArithmeticException | NumberFormatException notAnAmount) {
            throw malformed();
        }
    }

    private static String text(JsonNode json, String field) throws RpcException {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw malformed();
        }
        return value.asText();
    }

    private static RpcException malformed() {
        return RpcException.unavailable("rpc_malformed");
    }
}
