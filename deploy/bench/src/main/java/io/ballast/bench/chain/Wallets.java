package io.ballast.bench.chain;

import io.ballast.infrastructure.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;

/** The wallets in a service's database, written and looked at as superuser, for all tenants. */
record Wallets(PostgresServer postgres, String database) {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final double NANOS = 1e9;

    private static final String REGISTER = """
            with registered as (
                insert into wallets (id, tenant, owner_type, owner_id, chain, network, address, role)
                select gen_random_uuid(), 'default', 'user', 'bench-user-' || number, ?, 'local', address, ?
                  from unnest(?::text[]) with ordinality as given (address, number)
                returning id, tenant, chain, network)
            insert into wallet_refreshes (wallet_id, tenant, chain, network)
            select id, tenant, chain, network from registered
            """;

    private static final String DUE = "select count(*) from wallet_refreshes where chain = ? and due_at <= now()";

    private static final String NOT_READ = """
            select count(*)
              from wallets left join chain_balances on wallet_id = id
             where wallets.chain = ? and (raw is null or last_error is not null)
            """;

    /** Registers one wallet for each of the users from 1 to the count; all are due. */
    void register(Network network, int count) throws SQLException {
        String[] addresses = IntStream.rangeClosed(1, count)
                .parallel()
                .mapToObj(network::address)
                .toArray(String[]::new);
        try (Connection connection = postgres.connect(database);
                PreparedStatement statement = connection.prepareStatement(REGISTER)) {
            statement.setString(1, network.chain());
            statement.setString(2, network.role());
            statement.setArray(3, connection.createArrayOf("text", addresses));
            statement.executeUpdate();
        }
        try (Connection connection = postgres.connect(database)) {
            connection.createStatement().execute("analyze");
        }
    }

    /** Makes all wallets of the network due now. */
    void makeDue(Network network) throws SQLException {
        try (Connection connection = postgres.connect(database);
                PreparedStatement statement = connection.prepareStatement(
                        "update wallet_refreshes set due_at = now(), claimed_until = null where chain = ?")) {
            statement.setString(1, network.chain());
            statement.executeUpdate();
        }
    }

    /**
     * Waits until none is due; the seconds.
     *
     * @throws IllegalStateException if some could not be read, or it takes minutes
     */
    double awaitRead(Network network) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        try (Connection connection = postgres.connect(database)) {
            while (count(connection, DUE, network) > 0) {
                if (System.nanoTime() - begin > BOUND.toNanos()) {
                    throw new IllegalStateException(network.title() + " wallets are still due after " + BOUND);
                }
                Thread.sleep(LOOK);
            }
            double seconds = (System.nanoTime() - begin) / NANOS;
            long unread = count(connection, NOT_READ, network);
            if (unread > 0) {
                throw new IllegalStateException(unread + " balances on " + network.title() + " could not be read");
            }
            return seconds;
        }
    }

    private static long count(Connection connection, String sql, Network network) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, network.chain());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
