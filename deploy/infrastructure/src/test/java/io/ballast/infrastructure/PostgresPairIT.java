package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PostgresPairIT {

    private static final int BOUND_SECONDS = 60;

    @Test
    void givenACommit_whenThePrimaryIsKilledAndTheStandbyPromoted_thenItIsThereByTheSameAddressAgainAndAgain()
            throws Exception {
        try (PostgresPair pair = PostgresPair.start()) {
            Database database = pair.createDatabase("ledger");
            execute(database, "create table transfer (id int)", "insert into transfer values (1)");
            int firstPrimary = pair.primary().port();

            pair.failOver();
            execute(database, "insert into transfer values (2)");
            pair.rejoin();
            execute(database, "insert into transfer values (3)");
            pair.failOver();

            assertThat(count(database)).isEqualTo(3);
            assertThat(Ports.answers(firstPrimary)).isFalse();
            assertThat(pair.primary().port()).isNotEqualTo(firstPrimary);
        }
    }

    @Test
    void givenNoStandby_whenSomethingIsCommitted_thenItIsNotAcknowledgedUntilTheStandbyIsBack() throws Exception {
        try (PostgresPair pair = PostgresPair.start()) {
            Database database = pair.createDatabase("ledger");
            execute(database, "create table transfer (id int)");

            pair.standby().kill();
            CompletableFuture<Void> commit =
                    CompletableFuture.runAsync(() -> execute(database, "insert into transfer values (1)"));

            assertThatThrownBy(() -> commit.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            pair.standby().restart();
            commit.get(BOUND_SECONDS, TimeUnit.SECONDS);
            assertThat(count(database)).isEqualTo(1);
        }
    }

    private static void execute(Database database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int count(Database database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from transfer")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.owner(), database.ownerPassword());
    }
}
