package io.ballast.infrastructure.hedera;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ballast.infrastructure.hedera.Faults.MirrorFault;
import io.ballast.infrastructure.hedera.TransactionRecord.Association;
import io.ballast.infrastructure.hedera.TransactionRecord.NewAccount;
import io.ballast.infrastructure.hedera.TransactionRecord.NewToken;
import io.ballast.infrastructure.hedera.TransactionRecord.TokenTransfer;
import io.ballast.infrastructure.hedera.TransactionRecord.Transfer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The sandbox's own hand, beside the protocol: accounts and tokens out of nothing, blocks on demand, faults. */
final class SandboxControl implements HttpHandler {

    static final String PATH = "/sandbox/";

    private static final long TOKEN_SUPPLY = 1_000_000_000_000L;

    private final Ledger ledger;
    private final MirrorNode mirror;
    private final Faults faults;

    SandboxControl(Ledger ledger, MirrorNode mirror, Faults faults) {
        this.ledger = ledger;
        this.mirror = mirror;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            Http.send(exchange, 200, carriedOut(exchange));
        } catch (Refusal refusal) {
            Http.send(exchange, 422, JsonNodeFactory.instance.objectNode().put("error", refusal.getMessage()));
        }
    }

    private ObjectNode carriedOut(HttpExchange exchange) throws IOException, Refusal {
        String what = exchange.getRequestURI().getPath().substring(PATH.length());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (what) {
            case "ready" -> answer.put("ready", true);
            case "block" -> ledger.closeBlock();
            case "account" -> answer.put("id", account(Http.body(exchange)));
            case "token" -> answer.put("id", token(Http.body(exchange)));
            case "transfer" -> answer.put("id", transfer(Http.body(exchange)));
            case "busy" -> faults.setBusy(Http.body(exchange).path("times").asInt());
            case "lost-replies" ->
                faults.setLostReplies(Http.body(exchange).path("times").asInt());
            case "lag" ->
                faults.setLag(
                        Duration.ofMillis(Http.body(exchange).path("millis").asLong()));
            case "mirror" -> faults.setMirror(Http.body(exchange, MirrorFault.class));
            case "calls" -> mirror.calls().forEach((path, count) -> answer.put(path, count.get()));
            case "forget-calls" -> mirror.calls().clear();
            default -> answer.put("error", "no such thing");
        }
        return answer;
    }

    private String account(JsonNode body) throws Refusal {
        return ledger.read(state -> {
            long id = body.has("account") ? body.path("account").asLong() : state.nextId(Genesis.FIRST_USER_ENTITY);
            if (state.account(id).isEmpty()) {
                create(id, body);
            }
            return EntityId.text(id);
        });
    }

    private void create(long id, JsonNode body) {
        NewAccount account =
                new NewAccount(id, null, body.path("automaticAssociations").asInt());
        long tinybars = body.path("tinybars").asLong();
        long smiles = body.path("smiles").asLong();
        Effects hbar = Effects.created(
                account, List.of(new Transfer(Genesis.TREASURY, -tinybars), new Transfer(id, tinybars)));
        Effects tokens = smiles == 0 ? Effects.NONE : tokens(Genesis.SMILES, Genesis.TREASURY, id, smiles);
        Effects all =
                new Effects(hbar.transfers(), tokens.tokenTransfers(), tokens.associations(), hbar.created(), null);
        ledger.byHand("CRYPTOCREATEACCOUNT", all);
    }

    private String token(JsonNode body) throws Refusal {
        return ledger.read(state -> {
            long id = state.nextId(Genesis.FIRST_USER_ENTITY);
            String symbol = body.path("symbol").asText();
            int decimals = body.path("decimals").asInt();
            NewToken token = new NewToken(id, symbol, symbol, decimals, Genesis.TREASURY, TOKEN_SUPPLY);
            ledger.byHand("TOKENCREATION", Effects.token(token));
            return EntityId.text(id);
        });
    }

    /** Moves HBAR, or a token for which the receiver is associated on the way. Zero of a token associates only. */
    private String transfer(JsonNode body) throws Refusal {
        long amount = body.path("amount").asLong();
        return ledger.read(state -> {
            long from = body.hasNonNull("from") ? account(body, "from", state) : Genesis.TREASURY;
            long to = account(body, "to", state);
            Effects effects = body.hasNonNull("token")
                    ? tokens(token(body, state), from, to, amount)
                    : Effects.transfers(
                            List.of(new Transfer(from, -amount), new Transfer(to, amount)), List.of(), List.of());
            return ledger.byHand("CRYPTOTRANSFER", effects).id();
        });
    }

    /** What is decided for an account that there is not could not be replayed from the journal. */
    private static long account(JsonNode body, String field, LedgerState state) throws Refusal {
        return EntityId.parse(body.path(field).asText())
                .filter(id -> state.account(id).isPresent())
                .orElseThrow(() -> new Refusal(ResponseCodeEnum.INVALID_ACCOUNT_ID));
    }

    private static long token(JsonNode body, LedgerState state) throws Refusal {
        return EntityId.parse(body.path("token").asText())
                .filter(id -> state.token(id).isPresent())
                .orElseThrow(() -> new Refusal(ResponseCodeEnum.INVALID_TOKEN_ID));
    }

    private static Effects tokens(long token, long from, long to, long amount) {
        List<TokenTransfer> transfers = amount == 0
                ? List.of()
                : List.of(new TokenTransfer(token, from, -amount), new TokenTransfer(token, to, amount));
        return Effects.transfers(List.of(), transfers, List.of(new Association(to, token, false)));
    }
}
