package io.ballast.notification;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service for tests in Node.js, which have it do things by {@code client/test/support.mjs}. */
public abstract class ControlledService extends RunningService {

    private final Map<String, LedgerFixture> ledgers = new ConcurrentHashMap<>();
    private TestControl control;
    private Replica replica;

    @BeforeEach
    void open() {
        control = new TestControl()
                .on("/change", this::change)
                .on("/token", this::token)
                .on("/acknowledged", this::acknowledged)
                .on("/empty-redis", query -> emptyRedis())
                .on("/replica", query -> startReplica())
                .on("/kill-replica", query -> killReplica());
    }

    @AfterEach
    void close() {
        control.close();
        if (replica != null) {
            replica.close();
        }
    }

    /** What the tests need to know. */
    protected Map<String, String> environment() {
        return Map.of(
                "BALLAST_SERVICE", balance.resolve("/").toString(),
                "BALLAST_CONTROL", control.url());
    }

    private Map<String, ?> change(Map<String, String> query) {
        LedgerFixture ledger = query.containsKey("user") ? ledgers.get(query.get("user")) : LedgerFixture.newUser();
        ledgers.put(ledger.userId(), ledger);
        publish(ledger.change(query.get("amount")));
        if (query.containsKey("user")) {
            publish(ledger.completed(query.get("amount")));
        }
        return Map.of("user", ledger.userId(), "accountId", ledger.accountId());
    }

    private Map<String, ?> token(Map<String, String> query) {
        Duration lifetime = Duration.ofSeconds(Long.parseLong(query.get("seconds")));
        return Map.of(
                "token",
                tokens.token(query.get("user"), "user").expiresIn(lifetime).sign());
    }

    private Map<String, ?> acknowledged(Map<String, String> query) {
        String key = "notification:{default:" + query.get("user") + "}:state";
        String sequence = redis.command("HGET", key, "acknowledged");
        return Map.of("sequence", sequence == null || sequence.isEmpty() ? 0 : Long.parseLong(sequence));
    }

    private Map<String, ?> emptyRedis() {
        redis.flushAll();
        return Map.of();
    }

    private Map<String, ?> startReplica() {
        replica = Replica.start();
        return Map.of("url", replica.balance().resolve("/").toString());
    }

    private Map<String, ?> killReplica() {
        replica.kill();
        return Map.of();
    }
}
