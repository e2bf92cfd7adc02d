package io.ballast.operations.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the release wrote is all there after this build's migrations, column by column. */
class ReleasedDatabaseIT {

    private static final String TABLES = """
            select c.relname as name from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
              and c.relname <> 'flyway_schema_history'
            order by 1""";

    private static PostgresServer postgres;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "chain-balance", "auto-deposit", "notification"})
    void givenTheReleasedDatabase_whenThisBuildMigratesIt_thenEveryRowIsThereAsItWas(String service)
            throws SQLException {
        // given
        ReleasedDatabase database = new ReleasedDatabase(postgres, service);
        database.release();
        try (ServiceDatabase view = database.view()) {
            List<Row> before = rows(view);
            assertThat(before).hasSizeGreaterThan(1);

            // when
            database.migrateToThisBuild();

            // then
            assertThat(before.stream().filter(row -> !isThere(view, row)).toList())
                    .isEmpty();
        }
    }

    private static List<Row> rows(ServiceDatabase view) {
        List<Row> rows = new ArrayList<>();
        for (Map<String, Object> table : view.query(TABLES)) {
            String name = table.get("name").toString();
            view.query("select to_jsonb(t)::text as row from \"" + name + "\" t")
                    .forEach(row -> rows.add(new Row(name, row.get("row").toString())));
        }
        return rows;
    }

    /** New columns may be beside the old ones. */
    private static boolean isThere(ServiceDatabase view, Row row) {
        return view.number(
                        "select count(*) from \"" + row.table() + "\" t where to_jsonb(t) @> ?::jsonb", row.content())
                > 0;
    }

    private record Row(String table, String content) {}
}
