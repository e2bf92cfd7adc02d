package io.ballast.autodeposit;

import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.quarkus.BallastTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service with real PostgreSQL and Kafka, and what a test needs to talk to all three. */
@QuarkusTestResource(
        value = BallastTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = RunningService.DATABASE),
            @ResourceArg(name = "parts", value = "postgres,kafka")
        })
public abstract class RunningService {

    protected static final String DATABASE = "auto_deposit";
    private static final Duration EVENTUALLY = Duration.ofSeconds(30);

    protected TokenIssuer tokens;
    KafkaBroker broker;
    PostgresServer postgres;

    protected KafkaFixture kafka;

    /** The database as a superuser sees it: everything. */
    protected DatabaseFixture database;

    @BeforeEach
    void connect() {
        kafka = new KafkaFixture(broker.bootstrapServers());
        reconnect();
    }

    /** Connects to the database, anew after it was away. */
    protected void reconnect() {
        database = new DatabaseFixture(superuser(postgres));
    }

    static Connection superuser(PostgresServer postgres) {
        try {
            return postgres.connect(DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void disconnect() {
        kafka.close();
        database.close();
    }

    /** The database as the service itself sees it. */
    protected DatabaseFixture serviceRole() {
        return DatabaseFixture.as(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
    }

    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(EVENTUALLY).pollInterval(Duration.ofMillis(100));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
