package io.ballast.autodeposit;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The service's database, with what its tests ask of it. */
public final class DatabaseFixture extends ServiceDatabase {

    public DatabaseFixture(Connection connection) {
        super(connection);
    }

    /** One transaction's settings for row-level security; null leaves a setting as it is without the service. */
    public record ActingAs(String tenant, String user, String actor) {

        Map<String, String> settings() {
            Map<String, String> settings = new HashMap<>();
            settings.put("ballast.tenant", tenant);
            settings.put("ballast.user", user);
            settings.put("ballast.actor", actor);
            settings.values().removeIf(value -> value == null);
            return settings;
        }
    }

    /** Runs work in a transaction that acts for somebody, and commits it. */
    public <T> T inTransaction(ActingAs who, Supplier<T> work) {
        return inTransaction(who.settings(), work);
    }

    /** The wallet's row. */
    public Map<String, Object> wallet(UUID id) {
        return query("select * from stellar_wallets where id = ?", id).getFirst();
    }

    /** The wallet's snapshots, oldest first. */
    public List<Map<String, Object>> snapshots(UUID walletId) {
        return query("select * from balance_snapshots where wallet_id = ? order by created_at, id", walletId);
    }

    /** One column of the wallet's snapshots, oldest first. */
    public List<BigDecimal> snapshots(UUID walletId, String column) {
        return snapshots(walletId).stream()
                .map(row -> (BigDecimal) row.get(column))
                .toList();
    }
}
