package io.ballast.infrastructure.testkit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.TokenIssuer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every service's tests need to talk to the running service and its parts. A service's own base class extends it,
 * names its parts by {@code @QuarkusTestResource} and adds the words of its interface.
 *
 * @param <D> the service's database, with what its tests ask of it
 */
public abstract class ServiceTest<D extends ServiceDatabase> {

    private static final Duration EVENTUALLY = Duration.ofSeconds(30);

    protected TokenIssuer tokens;
    protected KafkaBroker broker;
    protected PostgresServer postgres;

    /** Where health and metrics are. */
    @TestHTTPResource(value = "/", management = true)
    protected URI management;

    /** The database as a superuser sees it: everything. */
    protected D database;

    /** A user of this test alone. */
    protected final String user = "user-" + UUID.randomUUID();

    private final String databaseName;
    private final Function<Connection, D> view;

    protected ServiceTest(String databaseName, Function<Connection, D> view) {
        this.databaseName = databaseName;
        this.view = view;
    }

    /** Connects to the database; after it was away, anew. */
    @BeforeEach
    protected void reconnect() {
        try {
            database = view.apply(postgres.connect(databaseName));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    protected void disconnect() {
        database.close();
    }

    /** The database as the service itself sees it. */
    protected D serviceRole() {
        try {
            return view.apply(DriverManager.getConnection(
                    setting("quarkus.datasource.jdbc.url"),
                    setting("quarkus.datasource.username"),
                    setting("quarkus.datasource.password")));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request by this test's user. */
    protected RequestSpecification asUser() {
        return asUser(user);
    }

    protected RequestSpecification asUser(String userId) {
        return as(tokens.token(userId, "user").sign());
    }

    protected RequestSpecification asAdmin() {
        return as(tokens.token("admin-1", "admin").sign());
    }

    protected static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** The health of this kind ({@code started}, {@code live}, {@code ready}) answers with this status. */
    protected void assertHealth(String kind, int status) {
        given().get(management.resolve("health/" + kind)).then().statusCode(status);
    }

    /** The answer is a problem of this status and code, and says nothing about our insides. */
    protected static ValidatableResponse assertProblem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", equalTo("urn:ballast:problem:" + code))
                .body("code", equalTo(code))
                .body(not(containsStringIgnoringCase("exception")))
                .body(not(containsStringIgnoringCase("io.ballast")))
                .body(not(containsStringIgnoringCase("java.")));
    }

    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(EVENTUALLY).pollInterval(Duration.ofMillis(100));
    }

    /** A property of the running service. */
    protected static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
