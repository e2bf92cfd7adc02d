package io.ballast.operations.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.infrastructure.PostgresServer;
import io.ballast.operations.upgrade.ReleasedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators are told to type in psql, typed as they would: as a superuser, in the database that the document names. */
class DocumentedSqlIT {

    private static PostgresServer postgres;

    @BeforeAll
    static void start() throws SQLException {
        postgres = PostgresServer.start();
        for (String service : List.of("ledger", "chain-balance", "auto-deposit", "notification")) {
            ReleasedDatabase database = new ReleasedDatabase(postgres, service);
            database.release();
            database.migrateToThisBuild();
        }
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    static List<DocumentedSql> statements() {
        return DocumentedSql.all();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void givenThisBuildsDatabases_whenADocumentedStatementIsRun_thenPostgresTakesIt(DocumentedSql statement)
            throws SQLException {
        run(statement);
    }

    @Test
    void givenAColumnThatIsNotThere_whenAStatementIsRun_thenPostgresRefusesIt() {
        assertThatThrownBy(() -> run(new DocumentedSql("", "ledger", "set a.b = 'c';\nselect balanse from balances")))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo("42703"));
    }

    /** Nothing of it stays. */
    private static void run(DocumentedSql statement) throws SQLException {
        try (Connection connection = postgres.connect(statement.database());
                Statement psql = connection.createStatement()) {
            connection.setAutoCommit(false);
            psql.execute(statement.sql());
            connection.rollback();
        }
    }
}
