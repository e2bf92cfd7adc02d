package io.ballast.autodeposit.snapshot;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.TokenIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sees which snapshots, and what everybody else is told. */
@QuarkusTest
class SnapshotAccessIT extends SnapshotApi {

    JwksServer jwks;

    @Test
    void givenAnotherUsersSnapshot_whenAUserAsks_thenTheyDoNotSeeIt() {
        snapshot(walletOfB, "user-b", "1", null, "poll", "2026-11-20T10:00:00Z");
        String id = list("user-b", "").extract().path("items[0].id");

        list("user-a", "").body("items", equalTo(List.of()));
        problem(caller("user-a", "user").get("/v1/snapshots/{id}", id).then(), 404, "not-found");
        problem(caller("user-a", "user").get("/v1/snapshots?userId=user-b").then(), 403, "forbidden");
        list("user-a", "userId=user-a").body("items", equalTo(List.of()));
    }

    @Test
    void givenTheSameUserNameInAnotherTenant_whenTheyAsk_thenTheyDoNotSeeIt() {
        snapshot(walletOfA, "user-a", "1", null, "poll", "2026-11-20T10:00:00Z");
        String id = list("user-a", "").extract().path("items[0].id");
        String elsewhere =
                tokens.token("user-a", "admin", "user").tenant("elsewhere").sign();

        given().auth().oauth2(elsewhere).get("/v1/snapshots").then().body("items", equalTo(List.of()));
        given().auth()
                .oauth2(elsewhere)
                .get("/v1/snapshots?userId=user-a")
                .then()
                .body("items", equalTo(List.of()));
        problem(given().auth().oauth2(elsewhere).get("/v1/snapshots/{id}", id).then(), 404, "not-found");
    }

    @Test
    void givenAnAdmin_whenTheyNameAUserOfTheirTenant_thenTheySeeThatUsersSnapshots() {
        snapshot(walletOfA, "user-a", "1", null, "poll", "2026-11-20T10:00:00Z");
        snapshot(walletOfB, "user-b", "2", null, "poll", "2026-11-20T10:00:00Z");

        ValidatableResponse ofB = caller("boss", "admin")
                .get("/v1/snapshots?userId=user-b")
                .then()
                .statusCode(200)
                .body("items.usdcBalance", equalTo(List.of(2.0f)));

        String id = ofB.extract().path("items[0].id");
        caller("boss", "admin").get("/v1/snapshots/{id}", id).then().statusCode(200);
        caller("boss", "admin").get("/v1/snapshots").then().body("items", equalTo(List.of()));
        caller("robot", "service").get("/v1/snapshots/{id}", id).then().statusCode(200);
    }

    @Test
    void givenNoToken_whenListed_thenItIsUnauthorized() {
        problem(given().get("/v1/snapshots").then(), 401, "unauthorized")
                .header("WWW-Authenticate", containsString("Bearer"));
    }

    @Test
    void givenAKeyServerThatIsAway_whenATokenNeedsIt_thenTheClientIsToldToTryAgain() {
        String ofAnUnknownKey = TokenIssuer.create().token("user-a", "user").sign();
        jwks.goAway();

        try {
            problem(given().auth().oauth2(ofAnUnknownKey).get("/v1/snapshots").then(), 503, "unavailable")
                    .header("Retry-After", equalTo("1"));
        } finally {
            jwks.comeBack();
        }
        problem(given().auth().oauth2(ofAnUnknownKey).get("/v1/snapshots").then(), 401, "unauthorized");
    }

    @Test
    void givenTokensThatAreNotGood_whenListed_thenTheyAreUnauthorized() {
        List<String> bad = List.of(
                tokens.token("user-a", "user").expired().sign(),
                tokens.token("user-a", "user").issuer("somebody").sign(),
                tokens.token("user-a", "user").audience("elsewhere").sign(),
                tokens.token("user-a", "user").signWithForeignKey(),
                "not.a.token");

        bad.forEach(token -> problem(
                        given().auth().oauth2(token).get("/v1/snapshots").then(), 401, "unauthorized")
                .header("WWW-Authenticate", containsString("Bearer")));
    }

    @Test
    void givenATokenWithoutTenantOrRole_whenListed_thenItIsForbidden() {
        String withoutTenant = tokens.token("user-a", "user").withoutTenant().sign();
        String withoutRole = tokens.token("user-a").tenant(tenant).sign();

        problem(given().auth().oauth2(withoutTenant).get("/v1/snapshots").then(), 403, "tenant-missing");
        problem(given().auth().oauth2(withoutRole).get("/v1/snapshots").then(), 403, "forbidden");
    }
}
