package io.ballast.ledger;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.quarkus.BallastTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service with real PostgreSQL, Kafka and Redis, and what a test needs to talk to all of them. */
@QuarkusTestResource(
        value = BallastTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = RunningService.DATABASE),
            @ResourceArg(name = "parts", value = "postgres,kafka,redis")
        })
public abstract class RunningService {

    protected static final String DATABASE = "ledger";
    protected static final String TENANT = "default";
    protected static final String PROBLEM_JSON = "application/problem+json";

    private static final Duration EVENTUALLY = Duration.ofSeconds(30);

    protected TokenIssuer tokens;
    protected KafkaBroker broker;
    protected PostgresServer postgres;
    protected RedisServer redis;

    /** The database as a superuser sees it: everything. */
    protected DatabaseFixture database;

    /** Users of this test alone. */
    protected final String user = "user-" + UUID.randomUUID();

    protected final String otherUser = "user-" + UUID.randomUUID();

    @BeforeEach
    void connect() {
        RestAssured.config =
                RestAssured.config().jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));
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

    protected RequestSpecification asUser() {
        return asUser(user);
    }

    protected RequestSpecification asUser(String userId) {
        return as(tokens.token(userId, "user").sign());
    }

    protected RequestSpecification asAdmin() {
        return as(tokens.token("admin-1", "admin").sign());
    }

    protected RequestSpecification asService() {
        return as(tokens.token("service-1", "service").sign());
    }

    protected static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** The request under a key that was never used. */
    protected static RequestSpecification once(RequestSpecification request) {
        return request.header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** Opens the personal account of a user of the default tenant; its id. */
    protected UUID openAccount(String userId) {
        return opened(once(asUser(userId)).body(personal(userId)).post("/v1/accounts"));
    }

    /** Opens a company's account; its id. */
    protected UUID openCompany(String companyId) {
        String body = """
                {"ownerType": "company", "ownerId": "%s", "type": "company"}""".formatted(companyId);
        return opened(once(asService()).body(body).post("/v1/accounts"));
    }

    private static UUID opened(Response response) {
        return UUID.fromString(response.then().statusCode(201).extract().path("id"));
    }

    protected static String personal(String userId) {
        return """
                {"ownerType": "user", "ownerId": "%s", "type": "personal"}""".formatted(userId);
    }

    /** Pays from the user's account; what the service says to it. */
    protected ValidatableResponse pay(String userId, String amount) {
        return once(asUser(userId)).body(payment(amount)).post("/transactions").then();
    }

    protected static String payment(String amount) {
        return """
                {"amount": %s, "type": "payment"}""".formatted(amount);
    }

    protected static String transfer(UUID from, UUID to, String amount) {
        return """
                {"fromAccountId": "%s", "toAccountId": "%s", "amount": %s}""".formatted(from, to, amount);
    }

    /** Asks for a top-up of the user's account; its id. */
    protected UUID askTopUp(String userId, String amount) {
        return UUID.fromString(once(asUser(userId))
                .body("{\"amount\": " + amount + "}")
                .post("/transactions/topup")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    protected static ValidatableResponse decide(RequestSpecification request, UUID topUp, String status) {
        return request.body("{\"status\": \"" + status + "\"}")
                .patch("/transactions/topup/{id}/process", topUp)
                .then();
    }

    /** What the account holds, as the service tells an admin. */
    protected BigDecimal balance(UUID accountId) {
        return asAdmin()
                .get("/v1/accounts/{id}/balance", accountId)
                .then()
                .statusCode(200)
                .extract()
                .path("balance");
    }

    /** The answer is a problem of this status and code, and says nothing about our insides. */
    protected static ValidatableResponse assertProblem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType(PROBLEM_JSON)
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

    protected static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
