package io.ballast.infrastructure.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.infrastructure.stellar.ToldEvent.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.stellar.sdk.xdr.LedgerKey;

/** The methods of Stellar RPC, each answered as of one ledger. */
final class RpcMethods {

    private static final int MAX_KEYS = 200;
    private static final int MAX_EVENTS = 10_000;
    private static final int USUAL_EVENTS = 100;
    private static final int SCANNED_LEDGERS = 10_000;
    private static final int PROTOCOL = 23;
    private static final Set<String> WITHOUT_PARAMETERS =
            Set.of("getHealth", "getNetwork", "getLatestLedger", "getFeeStats");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Chain chain;
    private final Simulation simulation;
    private final String friendbotUrl;

    RpcMethods(Chain chain, String friendbotUrl) {
        this.chain = chain;
        this.simulation = new Simulation(chain);
        this.friendbotUrl = friendbotUrl;
    }

    /** @throws RpcError if the node refuses */
    ObjectNode call(Node node, String method, JsonNode parameters) {
        if (WITHOUT_PARAMETERS.contains(method) && !parameters.isMissingNode() && !parameters.isNull()) {
            throw RpcError.invalidParameters("no parameters accepted");
        }
        return switch (method) {
            case "getHealth" -> node.look(RpcMethods::health);
            case "getNetwork" -> network(node);
            case "getLatestLedger" -> node.look(RpcMethods::latestLedger);
            case "getFeeStats" -> node.look(this::feeStats);
            case "getLedgerEntries" -> node.look(view -> ledgerEntries(view, parameters));
            case "getEvents" -> node.look(view -> events(view, parameters));
            case "getTransaction" -> node.look(view -> transaction(view, parameters));
            case "sendTransaction" -> send(node, parameters);
            case "simulateTransaction" -> node.look(view -> simulation.simulate(view, candidate(parameters)));
            default -> throw RpcError.unknownMethod(method);
        };
    }

    private static ObjectNode health(View view) {
        History history = view.history();
        return ends(JSON.objectNode().put("status", "healthy"), history).put("ledgerRetentionWindow", history.kept());
    }

    private ObjectNode network(Node node) {
        boolean wrong = node.take(Fault.Kind.WRONG_NETWORK, "getNetwork").isPresent();
        String passphrase = SandboxNetwork.NETWORK.getNetworkPassphrase();
        return JSON.objectNode()
                .put("friendbotUrl", friendbotUrl)
                .put("passphrase", wrong ? "Another " + passphrase : passphrase)
                .put("protocolVersion", PROTOCOL);
    }

    private static ObjectNode latestLedger(View view) {
        int latest = view.history().latest();
        return JSON.objectNode()
                .put("id", view.history().hash(latest))
                .put("protocolVersion", PROTOCOL)
                .put("sequence", latest)
                .put("closeTime", Long.toString(view.history().closedAt(latest)));
    }

    private ObjectNode feeStats(View view) {
        ObjectNode stats = JSON.objectNode();
        stats.set("sorobanInclusionFee", distribution());
        stats.set("inclusionFee", distribution());
        return stats.put("latestLedger", view.history().latest());
    }

    /** Nobody outbids anybody here: every fee is the least. */
    private ObjectNode distribution() {
        String fee = Long.toString(chain.rules().baseFee());
        ObjectNode distribution = JSON.objectNode();
        List.of("max", "min", "mode", "p10", "p20", "p30", "p40", "p50", "p60", "p70", "p80", "p90", "p95", "p99")
                .forEach(name -> distribution.put(name, fee));
        return distribution.put("transactionCount", "0").put("ledgerCount", 1);
    }

    private static ObjectNode ledgerEntries(View view, JsonNode parameters) {
        JsonNode keys = parameters.path("keys");
        if (!keys.isArray() || keys.size() > MAX_KEYS) {
            throw RpcError.invalidParameters(
                    "key count (" + keys.size() + ") exceeds maximum supported (" + MAX_KEYS + ")");
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode entries = answer.putArray("entries");
        keys.forEach(key -> entry(view, key.asText()).ifPresent(entries::add));
        return answer.put("latestLedger", view.history().latest());
    }

    private static Optional<ObjectNode> entry(View view, String key) {
        return EntryForms.key(ledgerKey(key))
                .flatMap(view.state()::find)
                .map(entry -> JSON.objectNode()
                        .put("key", key)
                        .put("xdr", Xdr.written(EntryForms.data(entry)::toXdrBase64))
                        .put("lastModifiedLedgerSeq", entry.modified()));
    }

    private static LedgerKey ledgerKey(String key) {
        try {
            return LedgerKey.fromXdrBase64(key);
        } catch (IOException | RuntimeException notAKey) {
            throw RpcError.invalidParameters("cannot unmarshal key value " + key);
        }
    }

    private static ObjectNode events(View view, JsonNode parameters) {
        History history = view.history();
        JsonNode pagination = parameters.path("pagination");
        int limit = pagination.path("limit").asInt(USUAL_EVENTS);
        if (limit < 1 || limit > MAX_EVENTS) {
            throw RpcError.invalidParameters("limit must not exceed " + MAX_EVENTS);
        }
        Position after = after(parameters, pagination.path("cursor").asText(""));
        if (after.ledger() < history.oldest() || after.ledger() > history.latest()) {
            throw RpcError.invalidRequest(
                    "startLedger must be within the ledger range: " + history.oldest() + " - " + history.latest());
        }
        int end = endLedger(parameters, after.ledger(), history.latest());
        List<ToldEvent> events =
                history.events(after, Position.startOf(end), EventFilter.of(parameters.path("filters")), limit);
        ObjectNode answer = JSON.objectNode();
        ArrayNode told = answer.putArray("events");
        events.forEach(event -> told.add(told(event)));
        Position cursor = events.size() == limit ? events.getLast().position() : Position.endOf(end - 1);
        return ends(answer, history).put("cursor", cursor.id());
    }

    private static Position after(JsonNode parameters, String cursor) {
        boolean named = parameters.path("startLedger").asInt(0) != 0
                || parameters.path("endLedger").asInt(0) != 0;
        if (!cursor.isEmpty() && named) {
            throw RpcError.invalidParameters("ledger ranges and cursor cannot both be set");
        }
        try {
            return cursor.isEmpty()
                    ? Position.startOf(parameters.path("startLedger").asInt(0))
                    : Position.of(cursor);
        } catch (IllegalArgumentException | ArithmeticException notACursor) {
            throw RpcError.invalidParameters("invalid cursor");
        }
    }

    /** Exclusive: not more ledgers than a node looks through in one call, and none that it has not. */
    private static int endLedger(JsonNode parameters, int start, int latest) {
        int end = Math.min(start + SCANNED_LEDGERS, latest + 1);
        int named = parameters.path("endLedger").asInt(0);
        return named == 0 ? end : Math.max(start, Math.min(end, named));
    }

    private static ObjectNode told(ToldEvent event) {
        ObjectNode told = JSON.objectNode()
                .put("type", "contract")
                .put("ledger", event.position().ledger())
                .put("ledgerClosedAt", Instant.ofEpochSecond(event.closedAt()).toString())
                .put("contractId", event.contract())
                .put("id", event.position().id())
                .put("transactionIndex", event.position().transaction())
                .put("operationIndex", event.position().operation())
                .put("inSuccessfulContractCall", true)
                .put("txHash", event.txHash())
                .put("value", event.value());
        ArrayNode topics = told.putArray("topic");
        event.topics().forEach(topics::add);
        return told;
    }

    private static ObjectNode transaction(View view, JsonNode parameters) {
        String hash = parameters.path("hash").asText("");
        if (!HASH.matcher(hash).matches()) {
            throw RpcError.invalidParameters("unexpected hash length or character");
        }
        ObjectNode answer = ends(JSON.objectNode(), view.history()).put("txHash", hash);
        return view.history()
                .transaction(hash)
                .map(found -> transaction(answer, found))
                .orElseGet(() -> answer.put("status", "NOT_FOUND"));
    }

    private static ObjectNode transaction(ObjectNode answer, AppliedTransaction found) {
        answer.put("status", found.success() ? "SUCCESS" : "FAILED")
                .put("applicationOrder", found.order())
                .put("feeBump", found.candidate().isFeeBump())
                .put("envelopeXdr", found.candidate().envelope())
                .put("resultXdr", Xdr.written(found.result()::toXdrBase64))
                .put("resultMetaXdr", Xdr.written(found.meta()::toXdrBase64))
                .put("ledger", found.ledger())
                .put("createdAt", Long.toString(found.closedAt()));
        return answer;
    }

    private ObjectNode send(Node node, JsonNode parameters) {
        Candidate candidate = candidate(parameters);
        boolean later = node.take(Fault.Kind.TRY_AGAIN_LATER, "sendTransaction").isPresent();
        Submission submission = later ? new Submission.TryAgainLater() : chain.submit(candidate);
        ObjectNode answer = node.look(view -> JSON.objectNode()
                .put("hash", candidate.hash())
                .put("latestLedger", view.history().latest())
                .put(
                        "latestLedgerCloseTime",
                        Long.toString(view.history().closedAt(view.history().latest()))));
        return switch (submission) {
            case Submission.Pending pending -> answer.put("status", "PENDING");
            case Submission.Duplicate duplicate -> answer.put("status", "DUPLICATE");
            case Submission.TryAgainLater tryAgainLater -> answer.put("status", "TRY_AGAIN_LATER");
            case Submission.Refused refused ->
                answer.put("status", "ERROR")
                        .put("errorResultXdr", Xdr.written(Results.refused(refused.code())::toXdrBase64));
        };
    }

    private static Candidate candidate(JsonNode parameters) {
        try {
            return Candidate.of(parameters.path("transaction").asText(""));
        } catch (IOException notATransaction) {
            throw RpcError.invalidParameters("invalid_xdr");
        }
    }

    private static ObjectNode ends(ObjectNode answer, History history) {
        return answer.put("latestLedger", history.latest())
                .put("latestLedgerCloseTime", Long.toString(history.closedAt(history.latest())))
                .put("oldestLedger", history.oldest())
                .put("oldestLedgerCloseTime", Long.toString(history.closedAt(history.oldest())));
    }
}
