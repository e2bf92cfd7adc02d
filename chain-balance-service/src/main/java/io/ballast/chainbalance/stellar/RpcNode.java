package io.ballast.chainbalance.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.http.JsonHttp;
import io.ballast.chainbalance.provider.RpcException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The methods of Stellar RPC that reading needs. Blocks the calling thread for as long as a call takes. The SDK's own
 * client cannot follow events: it drops the cursor that a page ends with.
 */
final class RpcNode {

    private static final int INVALID_REQUEST = -32600;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonHttp.Target http;
    private final Consumer<String> meter;
    private final Clock clock;

    /** @param meter told each method that is called */
    RpcNode(JsonHttp.Target http, Consumer<String> meter, Clock clock) {
        this.http = http;
        this.meter = meter;
        this.clock = clock;
    }

    /**
     * The entries that were found.
     *
     * @param ledger that all of them are of
     * @param found by key; what the ledger has not is not there
     */
    record Entries(long ledger, Map<String, String> found) {}

    /** Which ledgers a server remembers. */
    record Kept(long oldest, long newest) {}

    /** The server does not have the ledger that was asked for. */
    static final class OutOfRange extends Exception {

        private static final long serialVersionUID = 1L;

        private OutOfRange() {
            super("out of range", null, false, false);
        }
    }

    String passphrase() throws RpcException {
        return text(call("getNetwork", JSON.objectNode()), "passphrase");
    }

    BlockRef head() throws RpcException {
        JsonNode head = call("getLatestLedger", JSON.objectNode());
        // Servers before protocol 23 do not say when it was closed.
        Instant closedAt =
                head.hasNonNull("closeTime") ? Instant.ofEpochSecond(number(head, "closeTime")) : clock.instant();
        return new BlockRef(number(head, "sequence"), text(head, "id"), closedAt, Finality.FINALIZED);
    }

    Kept kept() throws RpcException {
        JsonNode health = call("getHealth", JSON.objectNode());
        return new Kept(number(health, "oldestLedger"), number(health, "latestLedger"));
    }

    Entries entries(List<String> keys) throws RpcException {
        ObjectNode parameters = JSON.objectNode();
        keys.forEach(parameters.putArray("keys")::add);
        JsonNode answer = call("getLedgerEntries", parameters);
        Map<String, String> found = new HashMap<>();
        for (JsonNode entry : answer.path("entries")) {
            found.put(text(entry, "key"), text(entry, "xdr"));
        }
        return new Entries(number(answer, "latestLedger"), found);
    }

    /**
     * The events of the contracts whose first topic is one of the names, after the position.
     *
     * @throws OutOfRange if the server has forgotten that position, or has not come to it
     */
    EventPage events(EventPosition after, List<String> contracts, List<String> names, int limit)
            throws RpcException, OutOfRange {
        ObjectNode filter = JSON.objectNode().put("type", "contract");
        contracts.forEach(filter.putArray("contractIds")::add);
        ArrayNode topics = filter.putArray("topics");
        names.forEach(name -> topics.addArray().add(name).add("**"));
        ObjectNode parameters = JSON.objectNode();
        parameters.putArray("filters").add(filter);
        parameters.putObject("pagination").put("cursor", after.id()).put("limit", limit);
        return page(answer("getEvents", parameters), limit);
    }

    private static EventPage page(JsonNode answer, int limit) throws RpcException, OutOfRange {
        if (answer.path("error").path("code").asInt() == INVALID_REQUEST) {
            throw new OutOfRange();
        }
        JsonNode result = result(answer);
        List<ContractEvent> events = new ArrayList<>();
        for (JsonNode event : result.path("events")) {
            events.add(event(event));
        }
        return new EventPage(events, end(result, events, limit), events.size() >= limit);
    }

    /** Where the page ends. Servers before protocol 22 do not say; then a page that is not full ends with the newest ledger. */
    private static EventPosition end(JsonNode result, List<ContractEvent> events, int limit) throws RpcException {
        if (result.hasNonNull("cursor")) {
            return position(text(result, "cursor"));
        }
        return events.size() >= limit
                ? events.getLast().position()
                : EventPosition.endOf(number(result, "latestLedger"));
    }

    private static ContractEvent event(JsonNode event) throws RpcException {
        List<String> topics = new ArrayList<>();
        event.path("topic").forEach(topic -> topics.add(topic.asText()));
        return new ContractEvent(
                position(text(event, "id")),
                number(event, "ledger"),
                time(text(event, "ledgerClosedAt")),
                text(event, "contractId"),
                topics,
                text(event, "value"),
                text(event, "txHash"),
                event.path("inSuccessfulContractCall").asBoolean(true));
    }

    private JsonNode call(String method, ObjectNode parameters) throws RpcException {
        return result(answer(method, parameters));
    }

    private JsonNode answer(String method, ObjectNode parameters) throws RpcException {
        meter.accept(method);
        ObjectNode request =
                JSON.objectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        // A server refuses parameters, be they none, where a method has none.
        if (!parameters.isEmpty()) {
            request.set("params", parameters);
        }
        return http.post(request);
    }

    private static JsonNode result(JsonNode answer) throws RpcException {
        if (answer.hasNonNull("error")) {
            throw RpcException.unavailable("rpc_error");
        }
        JsonNode result = answer.path("result");
        if (!result.isObject()) {
            throw malformed();
        }
        return result;
    }

    private static String text(JsonNode json, String field) throws RpcException {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw malformed();
        }
        return value.asText();
    }

    /** A number, which some fields have as a text. */
    private static long number(JsonNode json, String field) throws RpcException {
        JsonNode value = json.path(field);
        OptionalLong number = value.canConvertToLong() && value.isIntegralNumber()
                ? OptionalLong.of(value.asLong())
                : ofText(value.asText(""));
        return number.orElseThrow(RpcNode::malformed);
    }

    private static OptionalLong ofText(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    private static EventPosition position(String id) throws RpcException {
        try {
            return EventPosition.of(id);
        } catch (IllegalArgumentException notAPosition) {
            throw malformed();
        }
    }

    private static Instant time(String text) throws RpcException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw malformed();
        }
    }

    private static RpcException malformed() {
        return RpcException.unavailable("rpc_malformed");
    }
}
