package io.ballast.operations.upgrade;

import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.operations.Checkout;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A service's database, migrated from the files of this checkout: to what was released, or to what this build wants. */
public final class ReleasedDatabase {

    private final PostgresServer postgres;
    private final Database database;
    private final String folder;

    /** @param name as the service's module has it, {@code chain-balance} */
    public ReleasedDatabase(PostgresServer postgres, String name) {
        this.postgres = postgres;
        this.database = postgres.createDatabase(name.replace('-', '_'));
        this.folder = name + "-service/src/main/resources/db/migration";
    }

    /** As the release left it, with the rows that deploy/upgrade/data has for it. */
    public void release() throws SQLException {
        int last = Release.migrations().keySet().stream()
                .filter(path -> path.startsWith(folder))
                .mapToInt(path -> Release.version(Checkout.file(path)))
                .max()
                .orElseThrow();
        migrate(Integer.toString(last));
        try (ServiceDatabase superuser = view()) {
            superuser.update(Release.read(Checkout.file("deploy/upgrade/data/" + database.name() + ".sql")));
        }
    }

    public void migrateToThisBuild() {
        migrate("latest");
    }

    /** What a superuser sees, which is all. */
    public ServiceDatabase view() throws SQLException {
        return new ServiceDatabase(postgres.connect(database.name()));
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.owner(), database.ownerPassword())
                .locations(
                        "filesystem:" + Checkout.file(folder),
                        "filesystem:" + Checkout.file("events/src/main/resources/db/events"))
                .placeholders(Map.of("service_role", database.role()))
                .outOfOrder(true)
                .target(target)
                .load()
                .migrate();
    }
}
