package io.ballast.ledger;

import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.quarkus.BallastTestResource;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.ServiceTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** The service with real PostgreSQL, Kafka and Redis, and what a test needs to talk to all of them. */
@QuarkusTestResource(
        value = BallastTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = RunningService.DATABASE),
            @ResourceArg(name = "parts", value = "postgres,kafka,redis")
        })
public abstract class RunningService extends ServiceTest<ServiceDatabase> {

    protected static final String DATABASE = "ledger";
    protected static final String TENANT = "default";
    protected static final String PROBLEM_JSON = "application/problem+json";

    protected RedisServer redis;

    protected final String otherUser = "user-" + UUID.randomUUID();

    protected RunningService() {
        super(DATABASE, ServiceDatabase::new);
    }

    @BeforeEach
    void readAmountsExactly() {
        RestAssured.config =
                RestAssured.config().jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));
    }

    protected RequestSpecification asService() {
        return as(tokens.token("service-1", "service").sign());
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
}
