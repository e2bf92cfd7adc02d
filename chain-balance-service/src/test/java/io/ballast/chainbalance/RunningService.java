package io.ballast.chainbalance;

import static io.restassured.RestAssured.given;

import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.quarkus.BallastTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service with real PostgreSQL, Kafka and an EVM node, and what a test needs to talk to all four. */
@QuarkusTestResource(
        value = BallastTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = RunningService.DATABASE),
            @ResourceArg(name = "parts", value = "postgres,kafka,evm")
        })
public abstract class RunningService {

    protected static final String DATABASE = "chain_balance";

    /** The spender that application.properties names for the local network. */
    protected static final String SPENDER = "0x4bFb41d5B3570DeFd03C39a9A4D8dE6Bd8B8982E";

    private static final Duration EVENTUALLY = Duration.ofSeconds(30);
    private static final int ADDRESS_BYTES = 20;

    protected TokenIssuer tokens;
    protected KafkaBroker broker;
    protected PostgresServer postgres;
    protected EvmNode evm;

    /** The database as a superuser sees it: everything. */
    protected DatabaseFixture database;

    /** A user of this test alone. */
    protected final String user = "user-" + UUID.randomUUID();

    @BeforeEach
    void connect() {
        reconnect();
    }

    /** Connects to the database, anew after it was away. */
    protected void reconnect() {
        try {
            database = new DatabaseFixture(postgres.connect(DATABASE));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void disconnect() {
        database.close();
    }

    /** The database as the service itself sees it. */
    protected static DatabaseFixture serviceRole() {
        return DatabaseFixture.as(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
    }

    /** A request by this test's user. */
    protected RequestSpecification asUser() {
        return as(tokens.token(user, "user").sign());
    }

    protected RequestSpecification asAdmin() {
        return as(tokens.token("admin-1", "admin").sign());
    }

    protected static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** Registers a wallet for this test's user; its id. */
    protected UUID register(String address, String role) {
        return UUID.fromString(
                registration(asUser(), address, role).statusCode(201).extract().path("id"));
    }

    protected static ValidatableResponse registration(RequestSpecification request, String address, String role) {
        return request.body(Map.of("chain", "evm", "network", "local", "address", address, "role", role))
                .post("/v1/wallets")
                .then();
    }

    /** An address that nobody has used before, in lower case. */
    protected static String newAddress() {
        byte[] bytes = new byte[ADDRESS_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(EVENTUALLY).pollInterval(Duration.ofMillis(100));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
