package io.ballast.operations.recovery;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** What notification-service has written down of accounts and wallets. */
record KnownStates(Source source) {

    private static final Duration BOUND = Duration.ofSeconds(90);

    /** Connects to notification's database, wherever it is now. */
    @FunctionalInterface
    interface Source {
        ServiceDatabase view() throws SQLException;
    }

    /** The newest that is known. */
    record State(long version, BigDecimal balance) {}

    Optional<State> account(String user, UUID account) throws SQLException {
        return state("select version, balance from account_states where user_id = ? and account_id = ?", user, account);
    }

    Optional<State> wallet(UUID wallet) throws SQLException {
        return state("select version, balance from wallet_states where wallet_id = ? and asset = 'USDC'", wallet);
    }

    void await(String user, UUID account, long version) {
        Awaitility.await(user + " at version " + version)
                .atMost(BOUND)
                .until(() -> account(user, account)
                        .filter(state -> state.version() == version)
                        .isPresent());
    }

    State awaitWallet(UUID wallet, BigDecimal balance) {
        return Awaitility.await("wallet with " + balance)
                .atMost(BOUND)
                .until(
                        () -> wallet(wallet),
                        state -> state.filter(known -> known.balance().compareTo(balance) == 0)
                                .isPresent())
                .orElseThrow();
    }

    private Optional<State> state(String sql, Object... values) throws SQLException {
        try (ServiceDatabase view = source.view()) {
            List<Map<String, Object>> rows = view.query(sql, values);
            return rows.stream()
                    .findFirst()
                    .map(row -> new State((Long) row.get("version"), (BigDecimal) row.get("balance")));
        }
    }
}
