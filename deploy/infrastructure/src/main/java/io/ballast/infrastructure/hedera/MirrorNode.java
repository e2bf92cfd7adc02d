package io.ballast.infrastructure.hedera;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ballast.infrastructure.hedera.Faults.MirrorFault;
import io.ballast.infrastructure.hedera.MirrorQuery.Invalid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mirror node's REST interface, over blocks that it imports some time after they close. */
final class MirrorNode implements HttpHandler {

    static final String PATH = "/api/v1";

    private static final Set<String> BALANCES = Set.of("account.id", "limit", "order");
    private static final Set<String> BLOCKS = Set.of("block.number", "timestamp", "limit", "order");
    private static final Set<String> TRANSACTIONS =
            Set.of("account.id", "timestamp", "limit", "order", "type", "result");
    private static final Pattern ONE = Pattern.compile("/api/v1/(accounts|tokens)/([^/]+)(/balances)?");
    private static final Pattern EVM_ADDRESS = Pattern.compile("(?:0x)?0{24}([0-9a-fA-F]{16})");

    private final MirrorState mirror = new MirrorState();
    private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
    private final Ledger ledger;
    private final Faults faults;
    private final Clock clock;

    MirrorNode(Ledger ledger, Faults faults, Clock clock) {
        this.ledger = ledger;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestURI().toString();
            calls.computeIfAbsent(exchange.getRequestURI().getPath(), path -> new AtomicLong())
                    .incrementAndGet();
            MirrorFault fault = faults.mirror();
            if (fault.concerns(request)) {
                Http.pause(fault.delayMillis());
            }
            if (fault.concerns(request) && fault.status() > 0) {
                misbehave(exchange, fault);
            } else {
                answer(exchange);
            }
        }
    }

    /** How often each path was asked for since they were last forgotten. */
    Map<String, AtomicLong> calls() {
        return calls;
    }

    private static void misbehave(HttpExchange exchange, MirrorFault fault) throws IOException {
        if (fault.retryAfterSeconds() > 0) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(fault.retryAfterSeconds()));
        }
        Http.send(exchange, fault.status(), fault.body().getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            Optional<ObjectNode> answer = answerTo(exchange);
            Http.send(exchange, answer.isPresent() ? 200 : 404, answer.orElseGet(() -> problem("Not found")));
        } catch (Invalid invalid) {
            Http.send(exchange, 400, problem(invalid.getMessage()));
        }
    }

    private synchronized Optional<ObjectNode> answerTo(HttpExchange exchange) throws Invalid {
        importBlocks();
        var uri = exchange.getRequestURI();
        return switch (uri.getPath()) {
            case "/api/v1/balances" -> Optional.of(MirrorAnswers.balances(mirror, MirrorQuery.of(uri, BALANCES)));
            case "/api/v1/blocks" -> Optional.of(MirrorAnswers.blocks(mirror, MirrorQuery.of(uri, BLOCKS)));
            case "/api/v1/transactions" ->
                Optional.of(MirrorAnswers.transactions(mirror, MirrorQuery.of(uri, TRANSACTIONS)));
            default -> one(exchange);
        };
    }

    private Optional<ObjectNode> one(HttpExchange exchange) throws Invalid {
        var uri = exchange.getRequestURI();
        Matcher path = ONE.matcher(uri.getPath());
        if (!path.matches()) {
            return Optional.empty();
        }
        boolean isToken = path.group(1).equals("tokens");
        long id = (isToken ? EntityId.parse(path.group(2)) : accountId(path.group(2)))
                .orElseThrow(() -> new Invalid("Invalid parameter: id"));
        if (path.group(3) != null) {
            MirrorQuery query = MirrorQuery.of(uri, BALANCES);
            return isToken ? Optional.of(MirrorAnswers.tokenBalances(mirror, id, query)) : Optional.empty();
        }
        return isToken ? MirrorAnswers.token(mirror, id) : MirrorAnswers.account(mirror, id);
    }

    /** By its number, or by the EVM address that is the number. */
    private static Optional<Long> accountId(String text) {
        Matcher evm = EVM_ADDRESS.matcher(text);
        return evm.matches() ? Optional.of(Long.parseLong(evm.group(1), 16)) : EntityId.parse(text);
    }

    private void importBlocks() {
        long until = clock.millis() - faults.lag().toMillis();
        Optional<Block> block = ledger.takeClosedBefore(until);
        while (block.isPresent()) {
            mirror.imported(block.get());
            block = ledger.takeClosedBefore(until);
        }
    }

    private static ObjectNode problem(String message) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("_status").putArray("messages").addObject().put("message", message);
        return answer;
    }
}
