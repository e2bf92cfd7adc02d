package io.ballast.chainbalance;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;

/** The service's database, with what its tests ask of it. */
public final class DatabaseFixture extends ServiceDatabase {

    public DatabaseFixture(Connection connection) {
        super(connection);
    }

    /** What is stored of the wallet's balance of one asset. */
    public Map<String, Object> balance(UUID wallet, String asset) {
        return query("select * from chain_balances where wallet_id = ? and asset = ?", wallet, asset)
                .getFirst();
    }
}
