package io.ballast.bench.deposit;

import io.ballast.infrastructure.PostgresServer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The wallets and deposits in the service's database, written and looked at as superuser. */
record Records(PostgresServer postgres) {

    private static final String REGISTER = """
            insert into stellar_wallets (id, tenant, user_id, public_key, network, previous_usdc_balance, baseline_height,
                                         balance_height)
            select id, 'default', user_id, account, 'local', 0, ?, ?
              from unnest(?::uuid[], ?::text[], ?::text[]) as given (id, user_id, account)
            """;

    private static final String RULE = """
            insert into deposit_rules (wallet_id, tenant, user_id, network, account, enabled, threshold, floor, share,
                                       cool_down_seconds, dry_run, own_addresses, version)
            select id, tenant, user_id, network, public_key, true, 1, 0, 10000, 0, false, '{}', 1 from stellar_wallets
            """;

    /** Wallets whose income is not in the vault exactly once each round, and deposits that ended in another way. */
    private static final String WRONG = """
            select (select count(*)
                      from (select w.id, count(d.id) as deposits, coalesce(sum(d.amount), 0) as amount
                              from stellar_wallets w left join deposits d on d.wallet_id = w.id and d.state = 'confirmed'
                             group by w.id) each
                     where deposits <> ? or amount * 10000000 <> ?)
                 + (select count(*) from deposits where state <> 'confirmed')
                 + (select count(*) from credits where allocated <> amount)
            """;

    /** Registers the wallets, which have nothing, with a rule that deposits all. */
    void register(List<Wallet> wallets, long ledger) throws SQLException {
        try (Connection connection = postgres.connect(DepositSet.DATABASE);
                PreparedStatement statement = connection.prepareStatement(REGISTER)) {
            statement.setLong(1, ledger);
            statement.setLong(2, ledger);
            statement.setArray(3, array(connection, "uuid", wallets.stream().map(Wallet::id)));
            statement.setArray(4, array(connection, "text", wallets.stream().map(Wallet::user)));
            statement.setArray(5, array(connection, "text", wallets.stream().map(Wallet::account)));
            statement.executeUpdate();
            connection.createStatement().execute(RULE);
            connection.createStatement().execute("analyze");
        }
    }

    /** @throws IllegalStateException if any income is not in the vault exactly once, or anything else happened */
    void requireAllOnce(int rounds, long units) throws SQLException {
        try (Connection connection = postgres.connect(DepositSet.DATABASE);
                PreparedStatement statement = connection.prepareStatement(WRONG)) {
            statement.setInt(1, rounds);
            statement.setLong(2, rounds * units);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                if (rows.getLong(1) != 0) {
                    throw new IllegalStateException(
                            rows.getLong(1) + " wallets, deposits or credits are not as they must be");
                }
            }
        }
    }

    private static Array array(Connection connection, String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }
}
