package io.ballast.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.RunningService;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A tenant of the test alone, whose chain holds what the test did and nothing else. */
abstract class ReceiptFixture extends RunningService {

    protected final String tenant = "receipts-" + UUID.randomUUID();

    protected RequestSpecification asTenant(String subject, String role) {
        return as(tokens.token(subject, role).tenant(tenant).sign());
    }

    protected RequestSpecification asStaff() {
        return asTenant("service-1", "service");
    }

    protected UUID open(String owner) {
        return UUID.fromString(once(asTenant(owner, "user"))
                .body(personal(owner))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    protected String move(UUID from, UUID to, String amount) {
        return once(asStaff())
                .body(transfer(from, to, amount))
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Posts so many transfers by one request: one database transaction. */
    protected List<String> moveAtOnce(UUID from, UUID to, int count) {
        String items = IntStream.range(0, count)
                .mapToObj(index -> transfer(from, to, "1." + (10 + index % 90)))
                .collect(Collectors.joining(","));
        return once(asStaff())
                .body("{\"mode\": \"atomic\", \"items\": [" + items + "]}")
                .post("/v1/transfers/batch")
                .then()
                .statusCode(200)
                .extract()
                .path("results.transactionId");
    }

    protected Response receipt(RequestSpecification request, String id, Object... until) {
        String query = until.length == 0 ? "" : "?until=" + until[0];
        return request.get("/v1/transactions/" + id + "/receipt" + query);
    }

    /** The receipt as staff read it, once the transaction is sealed. */
    protected JsonPath sealed(String id) {
        eventually().until(() -> receipt(asStaff(), id).statusCode() == 200);
        return receipt(asStaff(), id).jsonPath();
    }

    protected String hashOf(long block) {
        Response response = asStaff().get("/v1/transactions/blocks/{number}", block);
        assertEquals(200, response.statusCode());
        return response.path("hash");
    }

    /** Does something while no database transaction that begins meanwhile is certain to be complete. */
    protected void whileNothingIsComplete(Runnable work) {
        database.begin();
        try {
            database.query("select pg_current_xact_id()::text");
            work.run();
        } finally {
            database.rollBack();
        }
    }
}
