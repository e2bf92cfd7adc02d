package io.ballast.infrastructure.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.stellar.sdk.KeyPair;

/** What tests and the launcher can tell the sandbox, which a real network would not listen to. */
final class Controls {

    private final Chain chain;
    private final Faucet faucet;
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();

    Controls(Chain chain, Faucet faucet) {
        this.chain = chain;
        this.faucet = faucet;
    }

    /** The server of that name; each name has one. */
    Node node(String name) {
        return nodes.computeIfAbsent(name, unknown -> new Node(chain));
    }

    /** @throws IllegalArgumentException for what it does not know */
    ObjectNode call(String control, JsonNode body) throws IOException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (control) {
            case "close" -> answer.put("ledger", chain.close());
            case "open" ->
                told(answer, faucet.open(key(body), body.path("units").asLong(0)));
            case "mint" ->
                told(
                        answer,
                        faucet.mint(
                                body.path("account").asText(),
                                body.path("units").asLong()));
            case "exists" ->
                answer.put("exists", faucet.exists(body.path("account").asText()));
            case "usdc" -> answer.put("units", faucet.usdc(body.path("account").asText()));
            case "shares" ->
                answer.put("shares", faucet.shares(body.path("account").asText()));
            case "sequence" ->
                answer.put("sequence", faucet.sequence(body.path("account").asText()));
            case "apply" -> told(answer, faucet.apply(body.path("transaction").asText()));
            case "behave" -> node(body.path("node").asText()).behave(faults(body.path("faults")));
            case "calls" ->
                calls(answer, body.path("node").asText(), body.path("forget").asBoolean(false));
            case "rules" ->
                chain.setRules(new Rules(
                        body.path("baseFee").asLong(), body.path("vaultPaused").asBoolean()));
            case "clock" ->
                chain.skewClock(Duration.ofMillis(body.path("skewMillis").asLong()));
            case "keep" ->
                chain.keepLedgers(
                        Math.max(1, body.path("ledgers").asInt()),
                        Math.max(1, body.path("listed").asInt()));
            default -> throw new IllegalArgumentException("unknown control " + control);
        }
        return answer;
    }

    private void calls(ObjectNode answer, String node, boolean forget) {
        node(node).calls().forEach(answer::put);
        if (forget) {
            node(node).forgetCalls();
        }
    }

    private static void told(ObjectNode answer, AppliedTransaction transaction) {
        answer.put("hash", transaction.candidate().hash())
                .put("ledger", transaction.ledger())
                .put("success", transaction.success());
    }

    private static KeyPair key(JsonNode body) {
        return KeyPair.fromSecretSeed(body.path("seed").asText());
    }

    private static List<Fault> faults(JsonNode list) {
        List<Fault> faults = new ArrayList<>();
        list.forEach(each -> faults.add(new Fault(
                Fault.Kind.valueOf(each.path("kind").asText()),
                each.path("method").asText(""),
                each.path("value").asInt(),
                each.path("retryAfter").asInt(),
                each.path("times").asInt(-1))));
        return faults;
    }
}
