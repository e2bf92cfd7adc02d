package io.ballast.ledger.ratelimit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ballast.ledger.RunningService;
import io.ballast.ledger.TightSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who asks too often is told when to come again, and everybody is told how much remains. */
@QuarkusTest
@TestProfile(TightSettings.class)
class RateLimitIT extends RunningService {

    private static final int AT_MOST = 200;

    @Test
    void givenAUser_whenTheyAskTooOften_thenTheyAreToldWhenToComeAgain() {
        // when
        Response refused = untilRefused(asUser());

        // then
        assertProblem(refused.then(), 429, "rate-limited")
                .header("Retry-After", matchesPattern("[1-9]\\d*"))
                .header("RateLimit-Policy", equalTo("\"user\";q=50;w=50, \"tenant\";q=2000;w=200"))
                .header("RateLimit", matchesPattern("\"user\";r=0;t=50, \"tenant\";r=\\d+;t=\\d+"))
                .body("quota", equalTo("user"))
                .body("instance", equalTo("/v1/accounts"));
        asUser(otherUser).get("/v1/accounts").then().statusCode(200);
    }

    @Test
    void givenRequestsOfEveryKind_whenTheyAreAnswered_thenEachTellsWhatRemains() {
        asUser().get("/v1/accounts").then().statusCode(200).header("RateLimit", matchesPattern("\"user\";r=49;.*"));
        asUser().get("/nothing/here").then().statusCode(404).header("RateLimit", matchesPattern("\"user\";r=4[89];.*"));
        asUser().patch("/v1/assets/USD")
                .then()
                .statusCode(403)
                .header("RateLimit", matchesPattern("\"user\";r=4[789];.*"));
        asUser().body("{")
                .post("/transactions")
                .then()
                .statusCode(400)
                .header("RateLimit", matchesPattern("\"user\";r=4[6789];.*"));
    }

    @Test
    void givenABatchOfTransfers_whenItIsPosted_thenItCountsAsManyRequestsAsItHasItems() {
        // given
        UUID account = openAccount(user);
        UUID other = openAccount(otherUser);
        String items = String.join(", ", Collections.nCopies(60, transfer(account, other, "0.01")));
        String batch = "{\"mode\": \"independent\", \"items\": [" + items + "]}";

        // when
        once(asUser())
                .body(batch)
                .post("/v1/transfers/batch")
                .then()
                .statusCode(200)
                .header("RateLimit", matchesPattern("\"user\";r=0;t=[56]\\d, .*"));

        // then
        assertProblem(asUser().get("/v1/accounts").then(), 429, "rate-limited")
                .header("Retry-After", matchesPattern("[1-9]\\d*"));
        assertEquals(new BigDecimal("9999.40"), balance(account));
    }

    @Test
    void givenNobodyOrHealth_whenTheyAreAsked_thenNothingIsCounted() {
        assertNull(given().get("/v1/accounts").header("RateLimit"));
        assertNull(given().get("/q/openapi").header("RateLimit"));
        for (int request = 0; request < AT_MOST / 10; request++) {
            Response health = given().get(management.resolve("health/live"));
            assertEquals(200, health.statusCode());
            assertNull(health.header("RateLimit"));
        }
    }

    private static Response untilRefused(RequestSpecification user) {
        return IntStream.range(0, AT_MOST)
                .mapToObj(request -> user.get("/v1/accounts"))
                .filter(answer -> answer.statusCode() != 200)
                .findFirst()
                .orElseThrow();
    }
}
