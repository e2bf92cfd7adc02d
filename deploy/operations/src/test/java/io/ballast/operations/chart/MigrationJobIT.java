package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.local.settings.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a packaged service as the chart's migration Jobs and init containers would run it: with the environment and the
 * configuration file that Helm rendered, against a real PostgreSQL, and without Kafka and Redis.
 */
class MigrationJobIT {

    private static PostgresServer postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void givenAnEmptyDatabase_whenTheJobHasRun_thenPodsBeginThatWaitedForIt() throws Exception {
        ServiceName service = ServiceName.LEDGER;
        // A role that the service itself does not know: the chart's settings must win over its own
        Database database = postgres.createDatabase("cluster_" + service.database());
        List<JsonNode> manifests = Chart.parse(Chart.text("laptop", values(service, database)));
        ContainerRun schema = run(manifests, service, database, "Deployment", "/spec/template/spec/initContainers/0");
        ContainerRun migration = run(manifests, service, database, "Job", "/spec/template/spec/containers/0");

        assertThat(schema.exitCode()).as("before the migration").isNotZero();
        assertThat(migration.exitCode()).as(migration.log()).isZero();
        assertThat(schema.exitCode()).as(schema.log()).isZero();
        assertThat(migration.exitCode()).as("a second Job: %s", migration.log()).isZero();

        assertThat(migrations(database)).isPositive();
        migrateFurther(database);
        assertThat(schema.exitCode())
                .as("after a newer build's Job: %s", schema.log())
                .isZero();
        assertThat(migration.exitCode()).as("rolled back: %s", migration.log()).isZero();
        forgetLater(database);

        forgetLast(database);
        assertThat(schema.exitCode()).as("with a migration that is not there").isNotZero();
    }

    private ContainerRun run(
            List<JsonNode> manifests, ServiceName service, Database database, String kind, String container)
            throws IOException {
        Map<String, String> secrets = Map.of(
                "ballast-" + service.module() + "-database password", database.rolePassword(),
                "ballast-" + service.module() + "-database-owner username", database.owner(),
                "ballast-" + service.module() + "-database-owner password", database.ownerPassword());
        return new ContainerRun(
                service.module(),
                named(manifests, service, kind).at(container),
                named(manifests, service, "ConfigMap"),
                secrets,
                directory);
    }

    private static JsonNode named(List<JsonNode> manifests, ServiceName service, String kind) {
        return manifests.stream()
                .filter(manifest -> Chart.title(manifest).startsWith(kind + " ballast-" + service.module()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> values(ServiceName service, Database database) {
        String prefix = "services." + service.module() + ".database.";
        return Map.of(
                "postgresql.cloudnativepg.enabled",
                false,
                "postgresql.tls",
                false,
                "networkPolicy.enabled",
                false,
                prefix + "host",
                "127.0.0.1",
                prefix + "port",
                database.port(),
                prefix + "name",
                database.name(),
                prefix + "role",
                database.role(),
                "services." + others(service, 0) + ".enabled",
                false,
                "services." + others(service, 1) + ".enabled",
                false,
                "services." + others(service, 2) + ".enabled",
                false);
    }

    private static String others(ServiceName service, int index) {
        return List.of(ServiceName.values()).stream()
                .filter(other -> other != service)
                .toList()
                .get(index)
                .module();
    }

    private static int migrations(Database database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.role(), database.rolePassword());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from flyway_schema_history where success")) {
            found.next();
            return found.getInt(1);
        }
    }

    /** As a release that comes after this one: it brings a migration of the service, and one of events. */
    private static void migrateFurther(Database database) throws SQLException {
        update(database, 2, """
                insert into flyway_schema_history
                select last.installed_rank + later.rank, later.version, 'later', 'SQL', 'later.sql', 1, installed_by, now(), 1, true
                from flyway_schema_history last, (values (1, '999'), (2, '0.99')) later (rank, version)
                where installed_rank = (select max(installed_rank) from flyway_schema_history)""");
    }

    private static void forgetLater(Database database) throws SQLException {
        update(database, 2, "delete from flyway_schema_history where version in ('0.99', '999')");
    }

    /** As a database that the release before has migrated. */
    private static void forgetLast(Database database) throws SQLException {
        update(
                database,
                1,
                "delete from flyway_schema_history where installed_rank ="
                        + " (select max(installed_rank) from flyway_schema_history)");
    }

    private static void update(Database database, int rows, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.owner(), database.ownerPassword());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(rows);
        }
    }
}
