package io.ballast.infrastructure.quarkus;

import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.Part;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.TokenIssuer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The parts a test asked for, started side by side; if one fails, those that started are stopped. */
final class Parts implements AutoCloseable {

    static final String POSTGRES = "postgres";

    private static final Map<String, Supplier<Part>> KNOWN = Map.of(
            POSTGRES,
            PostgresServer::start,
            "kafka",
            KafkaBroker::start,
            "redis",
            RedisServer::start,
            "evm",
            EvmNode::start,
            "hedera",
            HederaSandbox::start,
            "stellar",
            StellarSandbox::start);

    private final Map<String, Part> running;
    private final TokenIssuer tokens = TokenIssuer.create();
    private final JwksServer jwks = JwksServer.start(tokens);

    private Parts(Map<String, Part> running) {
        this.running = running;
    }

    static Parts start(Set<String> wanted) {
        if (!KNOWN.keySet().containsAll(wanted)) {
            throw new IllegalArgumentException("parts are any of " + KNOWN.keySet() + ", not " + wanted);
        }
        Map<String, Part> running = new ConcurrentHashMap<>();
        CompletableFuture<?>[] starts =
                wanted.stream().map(name -> startInto(running, name)).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(starts).join();
            return new Parts(running);
        } catch (CompletionException e) {
            stop(running);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static CompletableFuture<Void> startInto(Map<String, Part> running, String name) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("start-" + name).start(() -> {
            try {
                running.put(name, KNOWN.get(name).get());
                started.complete(null);
            } catch (RuntimeException | Error e) {
                started.completeExceptionally(e);
            }
        });
        return started;
    }

    TokenIssuer tokens() {
        return tokens;
    }

    JwksServer jwks() {
        return jwks;
    }

    Optional<PostgresServer> postgres() {
        return part(POSTGRES, PostgresServer.class);
    }

    Optional<KafkaBroker> kafka() {
        return part("kafka", KafkaBroker.class);
    }

    Optional<RedisServer> redis() {
        return part("redis", RedisServer.class);
    }

    Optional<EvmNode> evm() {
        return part("evm", EvmNode.class);
    }

    Optional<HederaSandbox> hedera() {
        return part("hedera", HederaSandbox.class);
    }

    Optional<StellarSandbox> stellar() {
        return part("stellar", StellarSandbox.class);
    }

    @Override
    public void close() {
        jwks.close();
        stop(running);
    }

    private <T extends Part> Optional<T> part(String name, Class<T> type) {
        return Optional.ofNullable(running.get(name)).map(type::cast);
    }

    private static void stop(Map<String, Part> parts) {
        parts.values().parallelStream().forEach(Part::close);
    }
}
